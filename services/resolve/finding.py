"""What is found on any matter, from its docket."""

from collections.abc import Iterable
from datetime import date

from services.resolve.docket import Docket
from services.resolve.findings import Found, Stretch
from services.resolve.matter import Membership
from services.resolve.participation import find_membership, membership_stretches
from services.resolve.presence import find_place, place_stretches


def find(docket: Docket, as_of: date | None = None) -> Found:
    """The finding on a place or a membership, as of a day in the world, or with that clock open."""
    return find_membership(docket, as_of) if isinstance(docket.about, Membership) else find_place(docket, as_of)


def history(docket: Docket, as_of: date | None = None) -> Iterable[Stretch]:
    """The stretches of a place's subjects or a membership's facets, up to a day."""
    of_membership = isinstance(docket.about, Membership)
    return membership_stretches(docket, as_of) if of_membership else place_stretches(docket, as_of)
