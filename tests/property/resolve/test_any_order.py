"""domain.md section 4, "Always": what holds for every lawful set of claims."""

import random
from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from events.article import end_of_day, moment
from services.resolve.clocks import OPEN, Clocks
from services.resolve.conclusions import Interval, ParticipationConclusion, PlaceConclusion
from services.resolve.digest import digest
from services.resolve.matter import Matter
from services.resolve.outlook import with_due
from services.resolve.press import settled_on
from tests.property.resolve.lawful_matters import DAYS, FIRST_DAY, NOT_DONE, PLACES, Parts, parts
from tests.unit.resolve.answering import (
    evidence_at,
    participation_history,
    participation_of,
    presence_at,
    presence_history,
)

ASKED = st.integers(-5, DAYS + 30).map(lambda n: FIRST_DAY + timedelta(days=n))


def conclusions(said: Matter, clocks: Clocks) -> list[PlaceConclusion | ParticipationConclusion]:
    return [*(presence_at(said, one, clocks) for one in PLACES), participation_of(said, "CSTO", "ARM", clocks)]


def state_hash(said: Matter) -> str:
    return digest(conclusions(said, OPEN), ((t.key, t.claim) for t in (*said.testimonies, *said.notices)))


def shuffled(told: Parts, seed: int) -> Parts:
    """The same parts as they might arrive: in another order, some of them again, under other event ids."""
    chance = random.Random(seed)

    def mixed(these: list[Any]) -> list[Any]:
        again = [*these, *(one for one in these if chance.random() < 0.5)]
        return chance.sample(again, len(again))

    renamed = [replace(t, event_id=f"{chance.random()}") for t in told.claims]
    turned = [pair[:: chance.choice([1, -1])] for pair in told.alike]
    return Parts(mixed(told.editions), mixed(renamed), mixed(told.reviews), mixed(turned))


@given(parts(), st.integers(0, 2**32), st.builds(Clocks, st.none() | ASKED, st.none() | ASKED, st.none()))
@settings(max_examples=25, deadline=None)
def test_any_order_and_repetition_of_the_same_claims_gives_the_same_state(
    told: Parts, seed: int, clocks: Clocks
) -> None:
    one, other = told.gather(), shuffled(told, seed).gather()
    assert conclusions(one, clocks) == conclusions(other, clocks)
    assert state_hash(one) == state_hash(other)


@given(parts(dated=True), st.integers(1, 500))
@settings(max_examples=25, deadline=None)
def test_two_runs_at_different_times_over_the_same_dated_articles_agree(told: Parts, later: int) -> None:
    again = replace(
        told, editions=[replace(e, recorded_at=e.recorded_at + timedelta(days=later)) for e in told.editions]
    )
    assert state_hash(told.gather()) == state_hash(again.gather())


@given(parts(axes=NOT_DONE), st.none() | ASKED)
@settings(max_examples=25, deadline=None)
def test_announced_is_not_done(told: Parts, as_of: Any) -> None:
    said, clocks = told.gather(), Clocks(as_of=as_of)
    for place in PLACES:
        assert {row.status for row in presence_at(said, place, clocks).subjects} <= {"present", "unknown"}
    facets = participation_of(said, "CSTO", "ARM", clocks).facets
    assert facets["legal"].value in ("member", "unknown")
    assert (facets["participation"].value, facets["funding"].value) == ("unknown", "unknown")
    assert facets["exit_stage"].value != "completed"


@given(parts(dated=True), ASKED)
@settings(max_examples=25, deadline=None)
def test_asked_for_what_was_reported_by_a_day_only_what_was_published_by_then_is_heard(told: Parts, day: Any) -> None:
    published = {e.key for e in told.editions if moment(e.revised_at or e.published_at or "") <= end_of_day(day)}
    until = Parts(
        [e for e in told.editions if e.key in published],
        [t for t in told.claims if t.edition in published],
        told.reviews,
        [(a, b) for a, b in told.alike if a in published and b in published],
    )
    assert conclusions(told.gather(), Clocks(reported_by=day)) == conclusions(until.gather(), OPEN)


@given(parts())
@settings(max_examples=25, deadline=None)
def test_from_the_day_it_is_settled_on_a_conclusion_is_that_of_all_claims(told: Parts) -> None:
    said = told.gather()
    day = settled_on(said)
    for place in PLACES:
        everything = presence_at(said, place, OPEN)
        assert presence_at(said, place, Clocks(day, day, day)) == with_due(everything, day)
    assert participation_of(said, "CSTO", "ARM", Clocks(day, day, day)) == participation_of(said, "CSTO", "ARM", OPEN)


@given(parts(), ASKED)
@settings(max_examples=25, deadline=None)
def test_history_tells_of_each_day_what_is_told_when_that_day_is_asked_for(told: Parts, day: Any) -> None:
    said = told.gather()

    def on(intervals: tuple[Interval, ...]) -> dict[str, Any]:
        return {
            one.subject: one.value
            for one in intervals
            if one.start is not None and one.start <= day and (one.end is None or day <= one.end)
        }

    for place in PLACES:
        rows = presence_at(said, place, Clocks(as_of=day)).subjects
        told_then = {
            name: (row.status, _undue(row.outlook)) for name, row in on(presence_history(said, place, OPEN)).items()
        }
        assert told_then == {
            f"presence/{place}/{row.owner or '-'}/{row.force}": (row.status, _undue(row.outlook)) for row in rows
        }
    facets = participation_of(said, "CSTO", "ARM", Clocks(as_of=day)).facets
    values = {
        name.rpartition("/")[2]: facet.value
        for name, facet in on(participation_history(said, "CSTO", "ARM", OPEN)).items()
    }
    assert dict.fromkeys(facets, "unknown") | values == {name: facet.value for name, facet in facets.items()}


def _undue(outlook: Any) -> Any:
    return outlook and outlook.model_copy(update={"due": False})


@given(parts(), st.builds(Clocks, st.none() | ASKED, st.none() | ASKED, st.none()))
@settings(max_examples=25, deadline=None)
def test_every_claim_in_view_is_evidence_once_with_an_effect(told: Parts, clocks: Clocks) -> None:
    said = told.gather()
    for about in (*PLACES, ("CSTO", "ARM")):
        cited = evidence_at(said, about, clocks)
        assert len({one.claim for one in cited}) == len(cited)
        assert all(one.effect for one in cited)
    everything = {str(t.key) for t in said.testimonies if PLACES[0] in t.claim.locations}
    assert everything <= {one.claim for one in evidence_at(said, PLACES[0], OPEN)}
