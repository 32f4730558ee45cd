"""Eurostat: flags keep their meaning, errors in a good answer are seen, slow files awaited."""

import pytest

from fortrinn.errors import BadAnswer, Refused, SettingError, TableError, UnknownName
from fortrinn.sources import Query
from fortrinn.sources.eurostat import Eurostat, decode_csv, decode_tsv
from sources.server import LocalServer
from sources.server.eurostat import EurostatServer

TABLE = "nama_10r_3empers"


def test_flags_become_statuses_and_are_kept(eurostat: Eurostat):
    got = eurostat.fetch(Query(TABLE))
    rows = got.table.to_pylist()
    said = {i: (row["status"], row["mark"]) for i, row in enumerate(rows) if row["mark"]}
    assert said == {
        0: ("withheld", "c"),
        4: ("published", "p"),
        7: ("not_applicable", "z"),
        13: ("published", "bp"),
        20: ("missing", ":"),
    }
    assert rows[4]["value"] == 42.0
    assert rows[0]["value"] is None
    assert set(got.provenance.marks) == {"c", "p", "z", "b", ":"}
    assert got.provenance.updated == "2026-11-05T23:00:00+0100"


def test_figures_as_a_long_table(eurostat: Eurostat):
    got = eurostat.fetch(Query(TABLE, {"geo": ["NO06", "NO07"], "since": "2019"}))
    table = got.long(region="geo", activity="nace_r2", period="time")
    assert table.column_names == ["region", "activity", "period", "value", "status"]
    assert len(table) == 12


def test_a_filter_is_repeated_for_every_code(eurostat: Eurostat, server: LocalServer):
    eurostat.fetch(Query(TABLE, {"geo": ["NO06", "NO07"], "last": "1"}))
    assert server.asked[-1].all("geo") == ["NO06", "NO07"]
    assert server.asked[-1].all("lastTimePeriod") == ["1"]


def test_an_error_in_a_good_answer_is_an_error(eurostat: Eurostat):
    with pytest.raises(Refused, match="Bad dimension flavour"):
        eurostat.fetch(Query(TABLE, {"flavour": "sweet"}))


def test_a_code_without_figures_is_named(eurostat: Eurostat):
    with pytest.raises(SettingError, match="NO99"):
        eurostat.fetch(Query(TABLE, {"geo": ["NO07", "NO99"]}))


def test_a_large_selection_is_awaited(
    eurostat: Eurostat, statistics: EurostatServer, server: LocalServer, waited: list[float]
):
    statistics.too_large = True
    got = eurostat.fetch(Query(TABLE, {"geo": ["NO06", "NO07"], "since": "2019"}))
    assert len(waited) == 2
    assert [row["status"] for row in got.table.to_pylist()] == [
        "published",
        "withheld",
        "published",
    ]
    assert got.provenance.updated == "05/11/26 23:00:00"
    asked = next(each for each in server.asked if "/sdmx/" in each.path)
    assert asked.path.endswith("/..NO06+NO07")
    assert asked.one("startPeriod") == "2019"


def test_a_file_that_is_never_made_ready_is_given_up(
    eurostat: Eurostat, statistics: EurostatServer
):
    statistics.too_large = statistics.gone = True
    with pytest.raises(Refused, match="EXPIRED"):
        eurostat.fetch(Query(TABLE))
    with pytest.raises(SettingError, match="since"):
        eurostat.fetch(Query(TABLE, {"level": "nuts2"}))
    with pytest.raises(UnknownName):
        eurostat.fetch(Query(TABLE, {"flavour": "sweet"}))


def test_search_and_metadata(eurostat: Eurostat):
    (found,) = eurostat.search("employment nuts")
    assert (found.id, found.title, found.last) == (TABLE, "Employment by NUTS 3 regions", "2024")
    assert list(eurostat.metadata(TABLE)["time"].labels) == ["2020"]


def test_the_two_files_of_sdmx_say_the_same():
    tsv = b"freq,geo\\TIME_PERIOD\t2019 \t2020 \r\nA,NO07\t12.5 p\t: c\r\nA,NO06\t: \t-3.5 \r\n"
    csv = (
        b"DATAFLOW,LAST UPDATE,freq,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG,CONF_STATUS\r\n"
        b"E,d,A,NO07,2019,12.5,p,\r\nE,d,A,NO07,2020,,,c\r\n"
        b"E,d,A,NO06,2019,,,\r\nE,d,A,NO06,2020,-3.5,,\r\n"
    )
    columns = ["freq", "geo", "time", "value", "status"]
    from_tsv = decode_tsv(tsv).table.select(columns).to_pylist()
    assert decode_csv(csv).table.select(columns).to_pylist() == from_tsv
    assert [row["status"] for row in from_tsv] == ["published", "withheld", "missing", "negative"]


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\n",
        b"a,b\n1,2\n",
        b"geo\\TIME\t2019\nNO07\tabout five\n",
        b"freq,geo\\TIME\t2019\nNO07\t5\n",
        b"value\\TIME\t2019\nNO07\t5\n",
        b"geo\\TIME\t2019\t2019\nNO07\t5\t5\n",
        b"geo\\TIME\t2019\nNO07\t1e999\n",
        b"geo\\TIME\t2019\nNO\xff7\t1\n",
        b"<html>",
    ],
)
def test_what_is_no_such_file_is_refused(raw: bytes):
    for decode in (decode_tsv, decode_csv):
        with pytest.raises((BadAnswer, TableError)):
            decode(raw)
