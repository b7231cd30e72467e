"""Who speaks in a claim: whether by name, and how near to the matter."""

from events.claims import Claim
from events.claims.base import Grading, Speaker, SpeakerRole
from events.record import Record

_PARTICLES = frozenset({"al", "bin", "da", "de", "del", "der", "di", "du", "ibn", "la", "le", "van", "von"})


def speaker_role(record: Record, speaker: Speaker, state: str | None, hosts: tuple[str, ...]) -> SpeakerRole:
    """The column of the table of reliability: an official who speaks for a side of the matter stands nearest to it."""
    if speaker != "official":
        return speaker
    sides = {force.owner for force in record.force} | set(record.parties.values()) | set(hosts)
    return "official_own" if state is not None and state in sides else "official_other"


def role_of(claim: Claim) -> SpeakerRole:
    """The same for a claim in the log."""
    grading: Grading = claim.grading
    return speaker_role(claim, grading.speaker, grading.state, grading.hosts)


def by_name(claim: Claim) -> bool:
    """Whether its speaker is named: `Robert Ghukasyan` is a name, `residents` and `Western diplomat` are none.

    A name has no word that begins with a small letter, particles apart.
    """
    words = (claim.said.by or "").split()
    return bool(words) and all(word[0] == word[0].title() or word in _PARTICLES for word in words)
