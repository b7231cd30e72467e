"""`/v1/participation`: what a member does in an organisation, facet by facet."""

import re
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from services.api import cursors, responses
from services.api.asking import Asking
from services.api.clocks import ClockParameters
from services.api.desk import After, AtDesk, Limit, Plain, Snapshot
from services.api.problems import Fault, ProblemError, did_you_mean, near
from services.api.rows import facet_interval, membership
from services.read_store.matters import likeness, load_membership
from services.read_store.names import listed_organisations
from services.read_store.settled import concluded_memberships
from services.resolve.conclusions import ParticipationConclusion
from services.resolve.evidence import evidence_at
from services.resolve.participation import participation_history
from services.resolve.weighing import weigh_at

router = APIRouter(prefix="/v1/participation", tags=["participation"])

_STATE = re.compile(r"[A-Z]{3}")


class Filters(ClockParameters):
    """Which memberships are wanted. A filter given several times takes any of its values."""

    org: Annotated[list[Plain], Field(default_factory=list, description="Organisation", examples=[["CSTO"]])]
    member: Annotated[list[Plain], Field(default_factory=list, description="ISO 3166-1 alpha-3", examples=[["ARM"]])]
    limit: Limit = 500
    after: After = None


class PageParameters(ClockParameters):
    """The clocks, and which page."""

    limit: Limit = 500
    after: After = None


@router.get("", summary="All memberships")
def participation(desk: AtDesk, asked: Annotated[Filters, Query()]) -> responses.MembershipList:
    """One item a membership that any claim speaks of, sorted by organisation and member."""
    clocks = asked.fixed(desk.today())
    with desk.snapshot() as snapshot:
        found = [
            conclusion
            for conclusion in Asking(snapshot.connection, clocks).participation()
            if (not asked.org or conclusion.org in asked.org)
            and (not asked.member or conclusion.member in asked.member)
        ]
        shown, following = cursors.page(found, lambda c: (c.org, c.member), asked.after, asked.limit)
        data = [membership(conclusion) for conclusion in shown]
        return responses.MembershipList(data=data, next=following, **snapshot.clocked(clocks))


@router.get("/{org}/{member}", summary="One membership")
def participation_of(
    desk: AtDesk, org: Plain, member: Plain, asked: Annotated[ClockParameters, Query()]
) -> responses.MembershipAnswer:
    """The four facets of a membership; those of which nothing was said are `unknown`."""
    clocks = asked.fixed(desk.today())
    with desk.snapshot() as snapshot:
        _check_address(snapshot, org, member)
        shown = membership(Asking(snapshot.connection, clocks).participation_of(org, member))
        return responses.MembershipAnswer(**dict(shown), **snapshot.clocked(clocks))


@router.get("/{org}/{member}/history", summary="How one membership changed")
def history(
    desk: AtDesk, org: Plain, member: Plain, asked: Annotated[PageParameters, Query()]
) -> responses.MembershipHistory:
    """Stretches of days by facet, as known by `reported_by` and `recorded_by`."""
    clocks = asked.fixed(desk.today())
    with desk.snapshot() as snapshot:
        _check_address(snapshot, org, member)
        matter = load_membership(snapshot.connection, org, member)
        intervals = participation_history(matter, org, member, clocks.for_resolver())
        ordered = sorted(intervals, key=lambda i: (i.subject, str(i.start or "")))
        shown, following = cursors.page(ordered, lambda i: (i.subject, str(i.start or "")), asked.after, asked.limit)
        data = [facet_interval(interval) for interval in shown]
        return responses.MembershipHistory(
            org=org, member=member, data=data, next=following, **snapshot.clocked(clocks)
        )


@router.get("/{org}/{member}/evidence", summary="Every claim on one membership")
def evidence(desk: AtDesk, org: Plain, member: Plain, asked: Annotated[PageParameters, Query()]) -> responses.Evidence:
    """Claims in the order of publication, each with what it does to the answer, also those that do not count; and how
    the grade of each row comes of them."""
    clocks = asked.fixed(desk.today())
    with desk.snapshot() as snapshot:
        _check_address(snapshot, org, member)
        matter, asked_of = load_membership(snapshot.connection, org, member), clocks.for_resolver()
        citations = evidence_at(matter, (org, member), asked_of)
        weighed = weigh_at(matter, (org, member), asked_of, likeness(snapshot.connection, matter))
        shown, following = cursors.page_in_order(citations, lambda c: c.claim, asked.after, asked.limit)
        return responses.Evidence(data=shown, weighed=list(weighed), next=following, **snapshot.clocked(clocks))


def _wanted(conclusion: ParticipationConclusion, asked: Filters) -> bool:
    return (not asked.org or conclusion.org in asked.org) and (not asked.member or conclusion.member in asked.member)


def _check_address(snapshot: Snapshot, org: str, member: str) -> None:
    """A membership is known if a claim speaks of it, or if a listed organisation could have this state as member."""
    spoken_of = concluded_memberships(snapshot.connection)
    organisations = {organisation.id: organisation.name for organisation in listed_organisations(snapshot.connection)}
    if (org, member) in spoken_of or (org in organisations and _STATE.fullmatch(member)):
        return
    if org not in organisations and org not in {known for known, _ in spoken_of}:
        suggestions = near(org, organisations)
        detail = f"No organisation has the id {org!r}.{did_you_mean(suggestions)}"
        raise ProblemError("unknown-membership", detail, Fault(detail, parameter="org"), suggestions=suggestions)
    members = {known: known for other, known in spoken_of if other == org}
    suggestions = near(member, members)
    detail = f"{member!r} is no state (ISO 3166-1 alpha-3, such as ARM).{did_you_mean(suggestions)}"
    raise ProblemError("unknown-membership", detail, Fault(detail, parameter="member"), suggestions=suggestions)
