"""The table of reliability covers the outlets that were met, and says what holds for all others."""

import itertools
import json
from importlib.resources import files
from pathlib import Path

import pytest

from events.record import Force, Quote, Record, Rule, Said
from services.ingest.grade import grade

SAMPLES = Path(__file__).parents[3] / "samples" / "articles.jsonl"
SOURCES = [
    "Armenpress", "AzerNews", "Civilnet", "Euro Weekly News", "Hetq", "Hurriyet Daily News", "Interfax",
    "Kyiv Independent", "MENAFN", "MENAFN (Ukrinform)", "Massis Post", "Militarnyi", "News.Az", "Novaya Gazeta Europe",
    "OC Media", "RFE/RL Armenian Service", "Reuters", "TASS", "The Armenian Report", "The Defense Post",
    "The Hindu (AP)", "The Indian Subcontinent (copy of a Moscow Times feature)", "Vestnik Kavkaza",
]  # fmt: skip
CITED = [
    "AP", "Armtimes", "Astra (Telegram channel)", "Azatutyun", "Facebook", "France 24", "Hraparak",
    "Iran International", "Izvestia", "Kommersant", "Meduza", "News.am", "Politico", "Public Television", "RFE/RL",
    "RIA Novosti", "Russia-24", "Sputnik", "Sputnik Armenia", "TRT", "The Economic Times", "The Wall Street Journal",
    "Vedomosti", "mk.ru",
]  # fmt: skip


def record(said: Said) -> Record:
    return Record(
        type="WithdrawalAgreed",
        polarity="affirmed",
        certainty="certain",
        realis="planned",
        temporal="future",
        quote=Quote(text="x", start=0, end=1),
        rule=Rule(id="t", version="1"),
        said=said,
        force=(Force(owner="RUS", type="border_guards"),),
        locations=("am.tavush",),
    )


@pytest.mark.parametrize("source", SOURCES)
def test_an_outlet_that_prints_is_listed(source: str) -> None:
    assert grade(record(Said()), source).outlet != "unlisted"


@pytest.mark.parametrize("via", CITED)
def test_an_outlet_that_is_cited_is_listed(via: str) -> None:
    assert grade(record(Said(via=via)), "Reuters").cited not in (None, "unlisted")


def test_every_outlet_of_the_samples_is_listed() -> None:
    sources = {json.loads(line)["source"] for line in SAMPLES.read_text().splitlines()}
    assert {grade(record(Said()), source).outlet for source in sources} <= {"A", "B", "C", "D", "E"}


def test_a_note_in_brackets_makes_no_other_outlet() -> None:
    assert grade(record(Said()), "Reuters (by fax)") == grade(record(Said()), "Reuters")


def test_what_is_not_listed_cannot_be_judged_by_itself_and_has_a_row_of_its_own() -> None:
    own = grade(record(Said()), "A paper nobody knows")
    official = grade(record(Said(org="Government of Armenia")), "A paper nobody knows")
    assert (own.outlet, own.source) == ("unlisted", "F")
    assert (official.outlet, official.source, official.speaker) == ("unlisted", "D", "official")


PASHINYAN = {"by": "Nikol Pashinyan", "org": "Government of Armenia", "role": "prime minister"}


@pytest.mark.parametrize(
    ("said", "letter", "cited"),
    [
        pytest.param(Said(via="Hraparak"), "D", "D", id="the outlet cited is worse"),
        pytest.param(Said(via="Reuters"), "B", "B", id="it is as good"),
        pytest.param(Said(via="A channel nobody knows"), "F", "unlisted", id="it is not listed"),
        pytest.param(Said(by="villagers", via="Facebook"), "E", "E", id="nobody is named there"),
        pytest.param(Said(via="Facebook", **PASHINYAN), "B", None, id="an official stands behind it"),
        pytest.param(Said(), "B", None, id="none is cited"),
    ],
)
def test_what_no_speaker_stands_behind_is_no_better_than_the_outlet_it_was_taken_from(
    said: Said, letter: str, cited: str | None
) -> None:
    given = grade(record(said), "Reuters")
    assert (given.outlet, given.source, given.cited) == ("B", letter, cited)


def test_each_cell_of_the_table_gets_no_better_from_row_to_row() -> None:
    table = files("services.ingest.gazetteer").joinpath("data", "reliability.tsv").read_text()
    rows = [line.split("\t") for line in table.splitlines()[1:]]
    assert [row[0] for row in rows] == ["A", "B", "C", "D", "E", "F", "unlisted"]
    for upper, lower in itertools.pairwise(rows):
        assert all(one <= other for one, other in zip(upper[1:], lower[1:], strict=True)), lower[0]
