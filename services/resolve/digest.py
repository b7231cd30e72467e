"""The state hash: one number for all conclusions and claims, equal for two clean runs over the same articles."""

from collections.abc import Iterable
from typing import Any

from events.canonical import canonical_json, sha256_hex
from events.claims import Claim
from services.resolve.conclusions import ParticipationConclusion, PlaceConclusion
from services.resolve.matter import ClaimKey


def digest(
    conclusions: Iterable[PlaceConclusion | ParticipationConclusion], claims: Iterable[tuple[ClaimKey, Claim]]
) -> str:
    """SHA-256 over conclusions and claims, whatever their order and repetition.

    Left out: `recorded_at`, positions, event ids, the traces of rules, and `due`, which depends on today; also a
    conclusion on a matter of which nothing is known, so that it does not matter whether anybody asked.
    """
    lines = {conclusion_line(conclusion) for conclusion in conclusions if _concludes(conclusion)}
    return digest_of_lines(lines | {claim_line(key, claim) for key, claim in claims})


def conclusion_line(conclusion: PlaceConclusion | ParticipationConclusion) -> str:
    """The hash of one conclusion; keep it with the row to have the state hash without reading all rows."""
    value = conclusion.model_dump(mode="json")
    for row in value.get("subjects", ()):
        if row["outlook"]:
            del row["outlook"]["due"]
    return _line("conclusion", value)


def claim_line(key: ClaimKey, claim: Claim) -> str:
    """The hash of one claim, its record with its grading."""
    value = claim.model_dump(mode="json", exclude={"rule": {"trace"}})
    return _line("claim", [str(key), value])


def _concludes(conclusion: PlaceConclusion | ParticipationConclusion) -> bool:
    if isinstance(conclusion, PlaceConclusion):
        return bool(conclusion.subjects or conclusion.listed)
    known = (facet for facet in conclusion.facets.values() if facet.value != "unknown" or facet.disputed_by)
    return bool(conclusion.expected or conclusion.listed) or any(known)


def digest_of_lines(lines: Iterable[str]) -> str:
    """The state hash from the hashes of its parts."""
    return sha256_hex("\n".join(sorted(set(lines))).encode())


def _line(kind: str, value: Any) -> str:
    return sha256_hex(canonical_json([kind, value]))
