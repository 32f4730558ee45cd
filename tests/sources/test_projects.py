"""Projects with partners: the Research Council's files, CORDIS, and cooperation made of them."""

import gzip
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest

from fortrinn.errors import BadAnswer, UnknownName
from fortrinn.measures import cooperation
from fortrinn.sources import Query
from fortrinn.sources.cordis import Cordis
from fortrinn.sources.forskningsradet import Forskningsradet
from fortrinn.sources.forskningsradet.client import EU, FILES
from fortrinn.sources.participations import for_cooperation
from sources.server import Reply

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "no-forskningsradet-eu-h2020"
H2020 = [
    'H2020,LEIT,951956,Change2Twin,"Create, harvest",DT-ICT,25.05.2020 00:00,31.05.2024 00:00,'
    "919303808,SINTEF AS,COORDINATOR,Instituttsektor,5001,50,3518202.75",
    'H2020,LEIT,951956,Change2Twin,"Create, harvest",DT-ICT,25.05.2020 00:00,31.05.2024 00:00,'
    "948979357,JOTNE,PARTICIPANT,Næringsliv,301,3,545352.5",
    "H2020,FOOD,677407,SOILCARE,Soil,SFS,09.02.2016 00:00,31.08.2021 00:00,"
    "970940243,NORD,PARTICIPANT,UoH-sektor,1804,18,",
]


def eu_file(rows: list[str] = H2020) -> Reply:
    heading = ",".join([*FILES[EU].columns.values(), FILES[EU].amount])
    text = "\n".join([heading, *rows])
    return Reply(text.encode(), kind="text/plain; charset=utf-8")


def test_codes_get_their_zeros_back_and_days_their_order(
    forskningsradet: Forskningsradet, files: dict[str, Reply]
):
    files["bevilgningereu/dataset.csv"] = eu_file()
    got = forskningsradet.fetch(Query(EU))
    rows = got.table.to_pylist()
    assert [row["municipality"] for row in rows] == ["5001", "0301", "1804"]
    assert [row["region"] for row in rows] == ["50", "03", "18"]
    assert (rows[0]["start"], rows[0]["end"]) == ("2020-05-25", "2024-05-31")
    assert got.provenance.publisher == "Norges forskningsråd"
    assert "check before publishing" in got.provenance.licence


def test_an_amount_that_nobody_stated_is_missing(
    forskningsradet: Forskningsradet, files: dict[str, Reply]
):
    files["bevilgningereu/dataset.csv"] = eu_file()
    rows = forskningsradet.fetch(Query(EU, {"region": "18"})).table.to_pylist()
    assert [(row["value"], row["status"]) for row in rows] == [(None, "missing")]


def test_partners_make_a_matrix_of_cooperation(
    forskningsradet: Forskningsradet, files: dict[str, Reply]
):
    files["bevilgningereu/dataset.csv"] = eu_file()
    table = for_cooperation(forskningsradet.fetch(Query(EU)).table)
    assert cooperation(table)["50", "03"] == 1.0


def test_a_column_that_is_gone_is_named(forskningsradet: Forskningsradet, files: dict[str, Reply]):
    files["bevilgningereu/dataset.csv"] = Reply(
        b"Rammeprogram,Prosjektnr\nH2020,1\n", kind="text/csv"
    )
    with pytest.raises(BadAnswer, match="lacks a column"):
        forskningsradet.fetch(Query(EU))
    with pytest.raises(UnknownName):
        forskningsradet.fetch(Query("everything"))


@pytest.mark.skipif(not SHARED.is_dir(), reason="the collected files are not here")
def test_the_published_sample_of_grants_is_read(
    forskningsradet: Forskningsradet, files: dict[str, Reply]
):
    files["soknader2/dataset.csv"] = Reply(
        (SHARED / "prosjektbanken_utvalg.csv").read_bytes(), kind="text/plain"
    )
    table = forskningsradet.fetch(Query("soknader2")).table
    assert len(table) == 171
    assert table["value"][0].as_py() == 6978124.0
    assert table["municipality"][0].as_py() == "0301"


@pytest.mark.skipif(not SHARED.is_dir(), reason="the collected files are not here")
def test_all_norwegian_participations_of_horizon_2020_cooperate():
    import pyarrow as pa
    from pyarrow import csv

    with gzip.open(SHARED / "h2020_norske_deltakelser.csv.gz") as file:
        raw = csv.read_csv(
            pa.BufferReader(file.read()),
            convert_options=csv.ConvertOptions(default_column_type=pa.string()),
            parse_options=csv.ParseOptions(newlines_in_values=True),
        )
    table = pa.table(
        {
            "project": raw["prosjektnr"],
            "participant": raw["orgnr"],
            "region": raw["fylkesnummer_2020"],
        }
    )
    rows = for_cooperation(table)
    pairs = cooperation(rows)
    together = [each for each in regions_of(rows).values() if {"50", "03"} <= each]
    assert cooperation(rows, counting="full")["50", "03"] == len(together)
    assert pairs["50", "03"] == pairs["03", "50"]


def regions_of(rows: Any) -> dict[str, set[str]]:
    """The regions that take part in each project."""
    found: dict[str, set[str]] = {}
    for row in rows.to_pylist():
        found.setdefault(row["project"], set()).add(row["region"])
    return found


def archive(**named: str) -> Reply:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        for name, text in named.items():
            packed.writestr(f"csv/{name}.csv", text)
    return Reply(held.getvalue(), kind="application/zip")


def with_bytes(**at: int) -> Reply:
    """An archive with other bytes where it says how its first file is packed, and its name."""
    body = bytearray(archive(project=PROJECT, organization=PARTNERS).body)
    directory = body.index(b"PK\x01\x02")
    for place, byte in at.items():
        body[directory + {"flags": 8, "text": 9, "method": 10, "name": 46}[place]] = byte
    return Reply(bytes(body), kind="application/zip")


PROJECT = (
    "id;acronym;status;title;startDate;endDate;ecMaxContribution;legalBasis;topics\n"
    '"101";"CRAB";"SIGNED";"Live; crab";"2026-01-01";"2028-01-01";"100";"HORIZON.2";"TOPIC-1"\n'
)
PARTNERS = (
    "projectID;organisationID;name;activityType;city;country;nutsCode;role;ecContribution\n"
    '"101";"1";"Nofima";"REC";"Tromsø";"NO";"NO074";"coordinator";"60,5"\n'
    '"101";"2";"Ifremer";"REC";"Brest";"FR";"FRH02";"participant";"39.5"\n'
    '"102";"3";"Nord";"HES";"Bodø";"NO";"";"participant";""\n'
)


def test_partners_stand_beside_their_project(cordis: Cordis, files: dict[str, Reply]):
    partners = PARTNERS.replace("39.5", "39,5")
    files["cordis-HORIZONprojects-csv.zip"] = archive(project=PROJECT, organization=partners)
    got = cordis.fetch(Query("horizon"))
    rows = got.table.to_pylist()
    assert [(row["title"], row["value"], row["status"]) for row in rows] == [
        ("Live; crab", 60.5, "published"),
        ("Live; crab", 39.5, "published"),
        (None, None, "missing"),
    ]
    assert rows[2]["region"] is None
    assert len(for_cooperation(got.table)) == 2
    assert got.provenance.asked[0].address.endswith("cordis-HORIZONprojects-csv.zip")


def test_norwegian_partners_can_be_selected(cordis: Cordis, files: dict[str, Reply]):
    partners = PARTNERS.replace("39.5", "39,5")
    files["cordis-h2020projects-csv.zip"] = archive(project=PROJECT, organization=partners)
    table = cordis.fetch(Query("h2020", {"country": "NO"})).table
    assert table["name"].to_pylist() == ["Nofima", "Nord"]


@pytest.mark.parametrize(
    "reply",
    [
        archive(project=PROJECT),
        archive(project="id\n1\n", organization=PARTNERS),
        Reply(archive(project=PROJECT, organization=PARTNERS).body[:-40], kind="application/zip"),
        Reply(b"PK\x03\x04 and no more", kind="application/zip"),
        pytest.param(with_bytes(flags=1), id="encrypted"),
        pytest.param(with_bytes(method=14), id="packed in another way"),
        pytest.param(with_bytes(text=8, name=255), id="with a name that is no text"),
    ],
)
def test_an_archive_that_is_not_what_it_was_is_refused(
    cordis: Cordis, files: dict[str, Reply], reply: Reply
):
    files["cordis-h2020projects-csv.zip"] = reply
    with pytest.raises(BadAnswer):
        cordis.fetch(Query("h2020"))


def test_the_lists_are_found_by_search(cordis: Cordis, forskningsradet: Forskningsradet):
    assert [entry.id for entry in cordis.search("europe")] == ["horizon"]
    assert [entry.id for entry in forskningsradet.search("søknader")] == ["soknader2"]
    assert "nutsCode" not in cordis.metadata("h2020").id
