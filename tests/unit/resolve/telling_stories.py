"""Builders: a claim in one line, and the matter that a few articles make."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from events.claims import CLAIMS, NOTICES, Claim, Grading
from events.record import Amount, Force, Quote, Rule, Said, TargetClaim, When
from services.resolve.clocks import Clocks
from services.resolve.conclusions import Facet, ParticipationConclusion, PlaceConclusion, PresenceRow
from services.resolve.matter import ClaimKey, Edition, EditionKey, Matter, Review, Testimony
from tests.unit.resolve.answering import participation_of, presence_at

OPEN_CLOCKS = Clocks()
PLANNED = {
    "WithdrawalAgreed", "WithdrawalAnnounced", "WithdrawalOrdered", "WithdrawalPostponed", "DeploymentAnnounced",
    "ControlHandoverAgreed", "JointDeploymentAgreed", "ExitAnnounced",
}  # fmt: skip
REALIS = {"WithdrawalProposed": "proposed", "WithdrawalThreatened": "conditional", "ExitThreatened": "conditional"}
TRACKED = ("RUS", "EU")
Told = tuple[Edition, list[Testimony]]
"""One edition of an article with its claims."""


def claim(type: str, *places: str, on: str | None = None, role: str = "occurred", **told: Any) -> dict[str, Any]:
    """One claim. `force` is "RUS border_guards" unless told, "- troops" for nobody's; `dates` are (EDTF, role)."""
    force = told.pop("force", "RUS border_guards")
    dates = [(on, role)] if on else []
    dates += told.pop("dates", [])
    membership = told.pop("org", None)
    return {"type": type, "places": places, "force": force, "dates": dates, "org": membership, **told}


def about_csto(type: str, on: str | None = None, role: str = "occurred", **told: Any) -> dict[str, Any]:
    """One claim on Armenia in the CSTO."""
    return claim(type, on=on, role=role, force=None, org="CSTO", **told)


def article(
    id: str,
    published_at: str | None,
    *claims: dict[str, Any],
    source: str = "Reuters",
    edition: int = 1,
    revised_at: str | None = None,
    recorded: str = "2026-01-01",
    reread: bool = False,
) -> Told:
    """One edition of an article with its claims."""
    key = EditionKey(id, edition)
    recorded_at = datetime.fromisoformat(recorded).replace(tzinfo=UTC)
    told = [Testimony(f"{key}-{n}", key, _claim(edition, n, **one)) for n, one in enumerate(claims, 1)]
    return Edition(key, source, published_at, revised_at, recorded_at, reread=reread), told


def _claim(
    edition: int,
    ordinal: int,
    *,
    type: str,
    places: tuple[str, ...],
    force: str | tuple[str, ...] | None,
    dates: list[tuple[str, str]],
    org: str | None,
    by: str | None = None,
    speaks_for: str | None = None,
    speaker: str | None = None,
    said_on: str | None = None,
    via: str | None = None,
    agency: str | None = None,
    grade: str = "B",
    count: float | None = None,
    hosts: tuple[str, ...] = ("ARM",),
    tracked: tuple[str, ...] = TRACKED,
    target: TargetClaim | None = None,
    member: str = "ARM",
    **axes: Any,
) -> Claim:
    forces = [force] if isinstance(force, str) else list(force or ())
    amount = Amount(raw=str(count), value=count) if count else None
    fields: dict[str, Any] = {
        "polarity": "affirmed",
        "certainty": "certain",
        "realis": "planned" if type in PLANNED else REALIS.get(type, "actual"),
        "temporal": "current",
        **axes,
    }
    return CLAIMS[type](
        type=type,
        **fields,
        quote=Quote(text=f"{type} {ordinal}", start=0, end=len(f"{type} {ordinal}")),
        rule=Rule(id="test", version="1"),
        force=tuple(
            Force(owner=None if owner == "-" else owner, type=kind, count=amount)
            for owner, kind in (one.split() for one in forces)
        ),
        locations=places,
        org=org,
        parties={"member": member} if org else {},
        when=tuple(When(edtf=edtf, role=role, precision="day") for edtf, role in dates),
        said=Said(by=by, via=via, said_on=said_on, org=agency),
        target_claim=target,
        edition=edition,
        ordinal=ordinal,
        grading=Grading(
            source=grade,
            speaker=speaker or ("official" if by else "outlet"),
            state=speaks_for,
            hosts=hosts if places else (),
        ),
        tracked=tuple(owner for owner in tracked if any(one.startswith(owner) for one in forces)),
    )


def matter(
    *articles: Told,
    copies: Iterable[tuple[str, str]] = (),
    reviews: Iterable[Review] = (),
) -> Matter:
    """The matter that these articles make; `copies` are pairs of articles alike in their first edition."""
    told = [testimony for _, claims in articles for testimony in claims]
    return Matter.gather(
        editions=[edition for edition, _ in articles],
        testimonies=[t for t in told if t.claim.type not in NOTICES],
        notices=[t for t in told if t.claim.type in NOTICES],
        reviews=reviews,
        alike=[(EditionKey(a, 1), EditionKey(b, 1)) for a, b in copies],
    )


def review(id: str, verdict: str, on: str = "2026-02-01", edition: int = 1, ordinal: int = 1) -> Review:
    """A person's verdict on one claim."""
    return Review(ClaimKey(id, edition, ordinal), verdict, datetime.fromisoformat(on).replace(tzinfo=UTC))


def clocks(as_of: str | None = None, reported_by: str | None = None, recorded_by: str | None = None) -> Clocks:
    """Clocks from ISO days."""
    return Clocks(*(date.fromisoformat(day) if day else None for day in (as_of, reported_by, recorded_by)))


def place(said: Matter, id: str, **asked: str) -> PlaceConclusion:
    """The conclusion on a place."""
    return presence_at(said, id, clocks(**asked))


def row(said: Matter, id: str = "am.tavush", **asked: str) -> PresenceRow:
    """The one row of a place."""
    (only,) = place(said, id, **asked).subjects
    return only


def csto(said: Matter, **asked: str) -> ParticipationConclusion:
    """The conclusion on Armenia in the CSTO."""
    return participation_of(said, "CSTO", "ARM", clocks(**asked))


def facet(said: Matter, name: str, **asked: str) -> Facet:
    """One facet of it."""
    return csto(said, **asked).facets[name]  # type: ignore[index]
