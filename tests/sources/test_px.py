"""PC-Axis files: what stands in them comes out, signs and all."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fortrinn.errors import FortrinnError
from fortrinn.sources import open_table
from fortrinn.sources.columns import ColumnMap
from fortrinn.sources.px_text import parsed
from fortrinn.sources.understood import understand
from sources.fuzzing import examples

HEAD = """CHARSET="ANSI";
AXIS-VERSION="2010";
{codepage}LANGUAGE="no";
MATRIX="Sysselsatte";
TITLE="13470: Sysselsatte, etter region; "
"næring og år";
STUB="region","næring";
HEADING="år";
VALUES("region")="Bodø","Øksnes";
CODES("region")="1804","1868";
VALUES("næring")="Fiske","Industri";
VALUES("år")="2023","2024";
TIMEVAL("år")=TLIST(A1),"2023","2024";
LAST-UPDATED="20250301 08:00";
SOURCE="Statistisk sentralbyrå";
DATASYMBOL1=".";
DATASYMBOL2="..";
DATASYMBOL3=":";
"""
DATA = 'DATA=\n1 2\n"..." 4\n".." "."\n- 8.5\n;\n'


def write(tmp_path, text, encoding="utf-8", name="table.px"):
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return path


def rows(path, **columns):
    wanted = {"region": "region", "activity": "næring", "period": "år", "value": "value"} | columns
    return understand(open_table(path), ColumnMap(**wanted))


@pytest.mark.parametrize(
    ("codepage", "encoding"),
    [("", "cp1252"), ('CODEPAGE="utf-8";\n', "utf-8"), ('CODEPAGE="iso-8859-1";\n', "latin-1")],
)
def test_letters_are_read_as_the_file_says(tmp_path, codepage, encoding):
    path = write(tmp_path, HEAD.format(codepage=codepage) + DATA, encoding)
    read = rows(path)
    assert read.labels["region"] == {"1804": "Bodø", "1868": "Øksnes"}
    assert not read.faults


def test_every_sign_keeps_its_meaning(tmp_path):
    read = rows(write(tmp_path, HEAD.format(codepage="") + DATA))
    found = [(row["value"], row["status"]) for row in read.table.to_pylist()]
    assert found == [
        (1.0, "published"),
        (2.0, "published"),
        (None, "withheld"),
        (4.0, "published"),
        (None, "missing"),
        (None, "not_applicable"),
        (0.0, "published"),
        (8.5, "published"),
    ]


def test_a_title_over_two_lines_with_a_semicolon_is_one_title(tmp_path):
    file = open_table(write(tmp_path, HEAD.format(codepage="") + DATA))
    assert file.facts["title"] == "13470: Sysselsatte, etter region; næring og år"
    assert file.facts["updated"] == "20250301 08:00"
    assert file.facts["publisher"] == "Statistisk sentralbyrå"


def test_rows_left_out_under_keys_are_zeros(tmp_path):
    keys = 'KEYS("region")=CODES;\nKEYS("næring")=VALUES;\n'
    text = HEAD.format(codepage="") + keys + 'DATA="1868","Fiske",5 6\n;'
    read = rows(write(tmp_path, text))
    values = {(r["region"], r["activity"], r["period"]): r["value"] for r in read.table.to_pylist()}
    assert values["1868", "Fiske", "2024"] == 6.0
    assert values["1804", "Industri", "2023"] == 0.0
    assert len(values) == 8


def test_too_few_figures_are_refused(tmp_path):
    path = write(tmp_path, HEAD.format(codepage="") + "DATA=1 2 3;")
    with pytest.raises(FortrinnError, match="3 figures where its variables call for 8"):
        rows(path)


def test_a_file_without_data_is_refused(tmp_path):
    with pytest.raises(FortrinnError, match="no DATA"):
        open_table(write(tmp_path, 'CHARSET="ANSI";TITLE="x";'))


@settings(max_examples=examples(), deadline=None)
@given(st.integers(0, len(HEAD) - 1), st.text(max_size=12))
def test_a_damaged_file_is_refused_or_read_and_never_crashes(tmp_path_factory, place, junk):
    text = HEAD.format(codepage="") + DATA
    text = text[:place] + junk + text[place + len(junk) // 2 :]
    path = tmp_path_factory.getbasetemp() / "damaged.px"
    path.write_bytes(text.encode("utf-8", errors="replace"))
    try:
        file = open_table(path)
        read = understand(file, ColumnMap(value="value", others=file.columns[:1]))
    except FortrinnError:
        return
    assert read.table.num_rows + len(read.faults) > 0


def test_a_codepage_that_is_no_name_is_passed_over(tmp_path):
    path = write(tmp_path, HEAD.format(codepage='CODEPAGE="utf\x00-8";\n') + DATA)
    assert rows(path).labels["region"] == {"1804": "Bodø", "1868": "Øksnes"}


def test_statements_of_another_language_are_not_ours():
    text = parsed('TITLE="Fisk";TITLE[en]="Fish";DATA=1;', "x.px")
    assert text.text("TITLE") == "Fisk"
