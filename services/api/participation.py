"""`/v1/participation`: what a member does in an organisation, facet by facet."""

import re
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from services.api import cursors, responses
from services.api.answers import written
from services.api.asking import Asking
from services.api.clocks import ClockParameters
from services.api.desk import After, AtDesk, Limit, Plain, Snapshot
from services.api.evidence import evidence_page
from services.api.problems import Fault, ProblemError, did_you_mean, near
from services.api.rows import facet_interval, membership
from services.read_store.findings import spoken_of
from services.read_store.matters import MEMBERSHIP, about_of
from services.read_store.names import listed_organisations
from services.resolve.findings import MembershipFound
from services.resolve.matter import Membership

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
@written
def participation(desk: AtDesk, asked: Annotated[Filters, Query()]) -> responses.MembershipList:
    """One item a membership that any claim speaks of, sorted by organisation and member."""
    with desk.question(asked) as (snapshot, clocks):
        asking = Asking(snapshot.connection, clocks)
        found = [one for one in asking.participation() if _wanted(one, asked)]
        shown, following = cursors.page(found, lambda one: (one.org, one.member), asked.after, asked.limit)
        data = [membership(conclusion) for conclusion in asking.participation_in_words(shown)]
        return responses.MembershipList(data=data, next=following, **snapshot.clocked(clocks))


@router.get("/{org}/{member}", summary="One membership")
@written
def participation_of(
    desk: AtDesk, org: Plain, member: Plain, asked: Annotated[ClockParameters, Query()]
) -> responses.MembershipAnswer:
    """The four facets of a membership; those of which nothing was said are `unknown`."""
    with desk.question(asked) as (snapshot, clocks):
        _check_address(snapshot, org, member)
        asking = Asking(snapshot.connection, clocks)
        (conclusion,) = asking.participation_in_words([asking.participation_of(org, member)])
        return responses.MembershipAnswer(**dict(membership(conclusion)), **snapshot.clocked(clocks))


@router.get("/{org}/{member}/history", summary="How one membership changed")
@written
def history(
    desk: AtDesk, org: Plain, member: Plain, asked: Annotated[PageParameters, Query()]
) -> responses.MembershipHistory:
    """Stretches of days by facet, as known by `reported_by`, `recorded_by` and `position`."""
    with desk.question(asked) as (snapshot, clocks):
        _check_address(snapshot, org, member)
        asking = Asking(snapshot.connection, clocks)
        ordered = sorted(asking.history(Membership(org, member)), key=lambda one: (one.subject, str(one.start)))
        shown, following = cursors.page(ordered, lambda one: (one.subject, str(one.start)), asked.after, asked.limit)
        data = [facet_interval(interval) for interval in asking.stretches_in_words("", shown)]
        return responses.MembershipHistory(
            org=org, member=member, data=data, next=following, **snapshot.clocked(clocks)
        )


@router.get("/{org}/{member}/evidence", summary="Every claim on one membership")
@written
def evidence(desk: AtDesk, org: Plain, member: Plain, asked: Annotated[PageParameters, Query()]) -> responses.Evidence:
    """Claims in the order of publication, each with what it does to the answer, also those that do not count; and how
    the grade of each row comes of them."""
    with desk.question(asked) as (snapshot, clocks):
        _check_address(snapshot, org, member)
        return evidence_page(snapshot, Membership(org, member), clocks, asked.after, asked.limit)


def _wanted(found: MembershipFound, asked: Filters) -> bool:
    return (not asked.org or found.org in asked.org) and (not asked.member or found.member in asked.member)


def _check_address(snapshot: Snapshot, org: str, member: str) -> None:
    """A membership is known if a claim speaks of it, or if a listed organisation could have this state as member."""
    named = (about_of(name) for name in spoken_of(snapshot.connection, MEMBERSHIP))
    known = [about for about in named if isinstance(about, Membership)]
    organisations = {organisation.id: organisation.name for organisation in listed_organisations(snapshot.connection)}
    if Membership(org, member) in known or (org in organisations and _STATE.fullmatch(member)):
        return
    if org not in organisations and org not in {one.org for one in known}:
        suggestions = near(org, organisations)
        detail = f"No organisation has the id {org!r}.{did_you_mean(suggestions)}"
        raise ProblemError("unknown-membership", detail, Fault(detail, parameter="org"), suggestions=suggestions)
    suggestions = near(member, {one.member: one.member for one in known if one.org == org})
    detail = f"{member!r} is no state (ISO 3166-1 alpha-3, such as ARM).{did_you_mean(suggestions)}"
    raise ProblemError("unknown-membership", detail, Fault(detail, parameter="member"), suggestions=suggestions)
