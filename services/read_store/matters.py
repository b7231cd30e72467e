"""Names of matters in the store, and which claims bear on which."""

from events.claims import NOTICES, Claim
from services.resolve.docket import About
from services.resolve.matter import Membership

MEMBERSHIP_FAMILIES = frozenset({"participation", "exit"})
PLACE, MEMBERSHIP = "place/", "membership/"


def name_of(about: About) -> str:
    """How the store names a matter."""
    return f"{MEMBERSHIP}{about.org}/{about.member}" if isinstance(about, Membership) else PLACE + about


def about_of(name: str) -> About:
    """What a matter of the store is about."""
    if name.startswith(PLACE):
        return name.removeprefix(PLACE)
    org, _, member = name.removeprefix(MEMBERSHIP).partition("/")
    return Membership(org, member)


def matters_of(claim: Claim) -> list[str]:
    """The matters that a claim bears on, also those that it names as exceptions; for a notice the places it names."""
    if type(claim).__name__ in NOTICES:
        named = claim.target_claim.locations if claim.target_claim else ()
        return [name_of(place) for place in dict.fromkeys(named)]
    found = [name_of(place) for place in (*claim.locations, *claim.locations_excluded)]
    family = type(claim).__module__.rpartition(".")[2]
    if claim.org and "member" in claim.parties and family in MEMBERSHIP_FAMILIES:
        found.append(name_of(Membership(claim.org, claim.parties["member"])))
    return list(dict.fromkeys(found))
