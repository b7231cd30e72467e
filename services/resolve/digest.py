"""The state hash: one number for all conclusions and claims, equal for two clean runs over the same articles."""

from collections.abc import Iterable
from typing import Any

from events.canonical import canonical_json, sha256_hex
from events.claims import Claim
from services.resolve.changes import OnMembership, OnPlace
from services.resolve.conclusions import Citation, Facet, Outlook, PresenceRow, Size
from services.resolve.findings import Cited, FacetFound, RowFound
from services.resolve.matter import ClaimKey

ROW = (
    "owner", "force", "status", "since", "other_dates", "last_confirmed", "until", "confidence", "sources",
)  # fmt: skip
FACET = ("value", "since", "other_dates", "confidence", "sources")


def digest(conclusions: Iterable[OnPlace | OnMembership], claims: Iterable[tuple[ClaimKey, Claim]]) -> str:
    """SHA-256 over conclusions (or findings) and claims, whatever their order and repetition.

    Left out: `recorded_at`, positions, event ids, the traces of rules, and `due`, which depends on today; also a
    conclusion on a matter of which nothing is known, so that it does not matter whether anybody asked.
    """
    lines = {conclusion_line(conclusion) for conclusion in conclusions if concludes(conclusion)}
    return digest_of_lines(lines | {claim_line(key, claim) for key, claim in claims})


def conclusion_line(conclusion: OnPlace | OnMembership) -> str:
    """The hash of one conclusion. What it cites stands in it by claim: the words have lines of their own."""
    listed = [_listed(one) for one in conclusion.listed]
    if isinstance(conclusion, OnPlace):
        subjects = [
            {**_fields(row, ROW), "outlook": _plan(row.outlook), "size": _size(row.size)} for row in conclusion.subjects
        ]
        return _line("conclusion", [conclusion.place, conclusion.status, subjects, listed])
    facets = {name: _fields(facet, FACET) for name, facet in conclusion.facets.items()}
    expected = [_listed(one) for one in conclusion.expected]
    return _line("conclusion", [conclusion.org, conclusion.member, facets, expected, listed])


def claim_line(key: ClaimKey, claim: Claim) -> str:
    """The hash of one claim, its record with its grading."""
    value = claim.model_dump(mode="json", exclude={"rule": {"trace"}})
    return _line("claim", [str(key), value])


def concludes(conclusion: OnPlace | OnMembership) -> bool:
    """Whether anything is known of the matter, or listed."""
    if isinstance(conclusion, OnPlace):
        return bool(conclusion.subjects or conclusion.listed)
    known = (facet for facet in conclusion.facets.values() if facet.value != "unknown" or facet.disputed_by)
    return bool(conclusion.expected or conclusion.listed) or any(known)


def digest_of_lines(lines: Iterable[str]) -> str:
    """The state hash from the hashes of its parts."""
    return sha256_hex("\n".join(sorted(set(lines))).encode())


def _fields(part: PresenceRow | RowFound | Facet | FacetFound, names: Iterable[str]) -> dict[str, Any]:
    return {
        **{name: getattr(part, name) for name in names},
        "disputed_by": [[one.claim, one.grade, one.effect] for one in part.disputed_by],
        "evidence": [[one.claim, one.grade, one.effect] for one in part.evidence],
    }


def _listed(one: Citation | Cited) -> list[str]:
    return [one.claim, one.effect]


def _plan(outlook: Outlook | None) -> list[str | None] | None:
    return [outlook.plan, outlook.stage, outlook.effective] if outlook else None


def _size(size: Size | None) -> dict[str, Any] | None:
    return size.model_dump(mode="json") if size else None


def _line(kind: str, value: Any) -> str:
    return sha256_hex(canonical_json([kind, value]))
