"""The resolver answers what the naive store answers: one that reads the whole set of claims for every question."""

from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from services.resolve.clocks import Clocks
from services.resolve.filing import docket_of
from services.resolve.finding import find
from services.resolve.findings import MembershipFound, PlaceFound
from services.resolve.live import live
from services.resolve.matter import ClaimKey, Membership
from services.resolve.outlook import Outlook
from tests.property.resolve import naive
from tests.property.resolve.lawful_matters import DAYS, FIRST_DAY, PLACES, Parts, parts

ARMENIA = Membership("CSTO", "ARM")
ASKED = st.none() | st.integers(-5, DAYS + 30).map(lambda n: FIRST_DAY + timedelta(days=n))
CLOCKS = st.builds(Clocks, ASKED, ASKED, st.none())


def log_of(told: Parts) -> naive.Log:
    """The parts of a matter as the naive store has them, all there from the beginning."""
    alike = {pair for one, other in told.alike for pair in ((one, other), (other, one)) if one != other}
    return naive.Log([(0, edition) for edition in told.editions], told.claims, [(0, r) for r in told.reviews], alike)


def rows(found: PlaceFound) -> dict[tuple[str | None, str], dict[str, Any]]:
    """What is found on a place, as the naive store says it."""
    return {(row.owner, row.force): _row(row) for row in found.subjects}


def _row(row: Any) -> dict[str, Any]:
    outlook: Outlook | None = row.outlook
    size = row.size and ((row.size.value, row.size.min, row.size.max), row.size.stated_on)
    return {
        "state": row.status,
        "since": row.since,
        "other_dates": list(row.other_dates),
        "sources": row.sources,
        "confidence": row.confidence,
        "disputed": None if outlook else {one.claim for one in row.disputed_by},
        "outlook": (outlook.plan, outlook.stage, outlook.effective) if outlook else None,
        "last_confirmed": row.last_confirmed,
        "until": row.until,
        "size": size,
    }


def facets(found: MembershipFound) -> dict[str, dict[str, Any]]:
    """What is found on a membership, as the naive store says it."""
    told = {
        str(name): {
            "state": facet.value,
            "since": facet.since,
            "other_dates": list(facet.other_dates),
            "sources": facet.sources,
            "confidence": facet.confidence,
            "disputed": {one.claim for one in facet.disputed_by},
        }
        for name, facet in found.facets.items()
    }
    return {**told, "expected": {"claims": [one.claim for one in found.expected]}}


def agree(log: naive.Log, clocks: Clocks, found: PlaceFound | MembershipFound) -> None:
    """Assert that what was found is what the naive store says."""
    if isinstance(found, PlaceFound):
        assert rows(found) == naive.place(log, found.place, clocks)
        assert [one.claim for one in found.listed] == naive.listed(log, found.place, clocks)
    else:
        about = Membership(found.org, found.member)
        assert facets(found) == naive.membership(log, about, clocks)
        assert [one.claim for one in found.listed] == naive.listed(log, about, clocks)


@given(parts(articles=12), CLOCKS)
@settings(max_examples=150, deadline=None)
def test_the_resolver_answers_what_the_naive_store_answers(told: Parts, clocks: Clocks) -> None:
    log, said = log_of(told), told.gather()
    for about in (*PLACES, ARMENIA):
        agree(log, clocks, find(docket_of(said, about, clocks), clocks.as_of))


@given(parts(articles=20), st.integers(0, 2**32))
@settings(max_examples=100, deadline=None)
def test_a_matter_grown_claim_by_claim_is_that_of_all_claims(told: Parts, seed: int) -> None:
    said = told.gather()
    for about in (*PLACES, ARMENIA):
        docket = docket_of(said, about, Clocks())
        free = _plain(docket.assertions, docket.contingent)
        order = sorted(free, key=lambda key: hash((seed, key)))
        whole = find(docket)
        docket.assertions = [one for one in docket.assertions if ClaimKey(*one[:3]) not in free]
        grown = live(docket)
        for key in order:
            grown.add(free[key])
        assert grown.found() == whole


def _plain(assertions: list[Any], contingent: Any) -> dict[ClaimKey, list[Any]]:
    """The claims that count without conditions and say what nobody else says: what may be added one by one."""
    told: dict[bytes, set[ClaimKey]] = {}
    found: dict[ClaimKey, list[Any]] = {}
    for one in assertions:
        told.setdefault(one.gist, set()).add(ClaimKey(*one[:3]))
        found.setdefault(ClaimKey(*one[:3]), []).append(one)
    return {
        key: own
        for key, own in found.items()
        if key.article_id not in contingent and all(len(told[one.gist]) == 1 for one in own)
    }
