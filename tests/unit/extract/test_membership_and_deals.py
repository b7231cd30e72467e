"""Sentences on blocs, arms deals and engagements, as agencies, bloggers and translators write them, with their claims.

A row of `claims_membership.tsv` gives the day of publication, the sentence, and each claim as type, member and places;
an empty last cell is a sentence that must stay silent.
"""

from pathlib import Path

import pytest

from events.record import Record
from tests.unit.extract.reading import case, read

_ROWS = [
    tuple(line.split("\t"))
    for line in (Path(__file__).parent / "claims_membership.tsv").read_text(encoding="utf-8").splitlines()[1:]
]


def line(record: Record) -> str:
    """`not`? type, member, places."""
    type_ = f"not {record.type}" if record.polarity == "denied" else record.type
    return " ".join(p for p in (type_, record.parties.get("member"), ",".join(record.locations)) if p)


@pytest.mark.parametrize(("published", "sentence", "claims"), [case(row[1], *row) for row in _ROWS])
def test_a_sentence_yields_its_claims_and_no_other(published: str, sentence: str, claims: str) -> None:
    found = [line(r) for r in read(sentence, published)]
    assert sorted(found) == sorted(c for c in claims.split(" | ") if c)


def test_every_kind_of_claim_has_at_least_three_rows() -> None:
    kinds = ("Participation", "Funding", "Summit", "Exercise", "Membership", "Exit", "Arms", "Engagement", "Article")
    for kind in kinds:
        assert sum(kind in row[2] for row in _ROWS) >= 3, kind
    assert sum(row[2] == "" for row in _ROWS) >= 10
