"""The letter of a claim comes from the outlet and the kind of speaker; owners are followed where the table says."""

import pytest

from events.record import Force, Quote, Record, Rule, Said
from services.ingest.grade import grade, tracked_owners


def record(said: Said, owner: str | None = "RUS", place: str = "am.tavush", **fields: object) -> Record:
    told: dict[str, object] = {
        "type": "WithdrawalAgreed",
        "polarity": "affirmed",
        "certainty": "certain",
        "realis": "planned",
        "temporal": "future",
        "quote": Quote(text="x", start=0, end=1),
        "rule": Rule(id="t", version="1"),
        "said": said,
        "force": (Force(owner=owner, type="border_guards"),),
        "locations": (place,),
        **fields,
    }
    return Record.model_validate(told)


PESKOV = Said(by="Dmitry Peskov", org="Kremlin", role="press secretary of the president")

GRADES = [
    (PESKOV, "Reuters", "B", "official", "RUS"),
    (PESKOV, "An unheard-of paper", "D", "official", "RUS"),
    (Said(org="Ministry of Defence of Azerbaijan"), "Reuters", "C", "official", "AZE"),
    (Said(org="Government of Armenia"), "Reuters", "B", "official", "ARM"),
    (Said(via="TASS"), "Reuters", "C", "agency", None),
    (Said(via="TASS"), "Hetq", "C", "agency", None),
    (Said(by="residents"), "Hetq", "D", "unnamed", None),
    (Said(by="opposition lawmaker Tigran A."), "Hetq", "C", "party", None),
    (Said(by="Narek Sukiasyan"), "Hetq", "C", "expert", None),
    (Said(by="Ruben Hakobjanyan", role="Syunik Governor"), "Hetq", "C", "official", None),
    (Said(mode="narrator"), "Hetq", "B", "outlet", None),
    (Said(mode="narrator"), "An unheard-of paper", "F", "outlet", None),
]


@pytest.mark.parametrize(("said", "outlet", "letter", "speaker", "state"), GRADES)
def test_the_letter_is_read_from_the_table(
    said: Said, outlet: str, letter: str, speaker: str, state: str | None
) -> None:
    given = grade(record(said), outlet)
    assert (given.source, given.speaker, given.state) == (letter, speaker, state)


def test_hosts_are_the_states_of_the_places_and_the_members_of_the_organisation() -> None:
    assert grade(record(PESKOV, place="az.karabakh"), "Reuters").hosts == ("AZE",)
    claim = record(PESKOV, type="ParticipationFrozen", force=(), locations=(), org="CSTO", parties={"member": "ARM"})
    assert {"ARM", "RUS", "BLR"} <= set(grade(claim, "Reuters").hosts)


@pytest.mark.parametrize(
    ("owner", "place", "tracked"),
    [
        ("RUS", "am.tavush", ("RUS",)),
        ("RUS", "ge.abkhazia", ("RUS",)),
        ("EU", "am", ("EU",)),
        ("CSTO", "am.syunik", ("CSTO",)),
        ("CSTO", "kz", ()),
        ("ARM", "am.tavush", ()),
        (None, "am.tavush", ()),
    ],
)
def test_owners_are_followed_where_the_data_says(owner: str | None, place: str, tracked: tuple[str, ...]) -> None:
    assert tracked_owners(record(PESKOV, owner=owner, place=place)) == tracked
