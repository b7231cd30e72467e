"""Forces that come, stay, leave and hand over, as agencies, papers and residents tell it: a sentence, its claims."""

import csv
from importlib import resources

import pytest

from events.record import Record
from tests.unit.extract.reading import case, claim, read


def _rows() -> list[object]:
    table = resources.files("tests.unit.extract").joinpath("forces_at_places.tsv")
    with table.open(encoding="utf-8", newline="") as lines:
        return [
            case(row["text"], row["published"], row["text"], row["claims"])
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        ]


def _marked(record: Record) -> str:
    """The claim, with what departs from certain and current: [probable historical]."""
    marks = [record.certainty] if record.certainty != "certain" else []
    marks += ["historical"] if record.temporal == "historical" else []
    conditional = record.realis in ("conditional", "counterfactual") and not record.type.endswith("Threatened")
    marks += [record.realis] if conditional else []
    return claim(record) + (f" [{' '.join(marks)}]" if marks else "")


@pytest.mark.parametrize(("published", "text", "claims"), _rows())
def test_a_sentence_yields_exactly_its_claims(published: str, text: str, claims: str) -> None:
    found = sorted(_marked(record) for record in read(text, published))
    assert found == sorted(c for c in claims.split("; ") if c)


@pytest.mark.parametrize(
    ("text", "value", "least", "most"),
    [
        ("More than 40 Russian border guards are in Meghri.", None, 40, None),
        ("Up to 2,000 Russian peacekeepers stand in Karabakh.", None, None, 2000),
        ("A few hundred Russian soldiers live in Meghri.", None, 200, None),
        ("Moscow's troops in Gyumri number about 4,500, most of them locals.", 4500, None, None),
        ("The Russian peacekeepers' strength in Karabakh has shrunk to 1,300 men.", 1300, None, None),
    ],
)
def test_how_many_men_are_told(text: str, value: int | None, least: int | None, most: int | None) -> None:
    (record,) = read(text)
    count = record.force[0].count
    assert count is not None
    assert (count.value, count.min, count.max) == (value, least, most)
