"""The arithmetic of an answer, as it is shown: whose word counts, how often, and how the grade comes of it."""

from events.claims.base import Letter, OutletLetter, SpeakerRole
from events.model import Frozen
from services.resolve.origins import OriginKind


class WeighedClaim(Frozen):
    """A claim and how its letter came: the letter of its outlet, the role of its speaker, and where it cites another
    outlet, that one's letter; the worst of them, by the table of reliability."""

    claim: str
    letter: Letter
    outlet: str
    outlet_letter: OutletLetter | None = None
    role: SpeakerRole
    speaks_for: str | None = None
    cites: str | None = None
    cited_letter: OutletLetter | None = None


class Copy(Frozen):
    """Two texts that were taken for copies of one, and by which likeness of their signatures."""

    article: str
    edition: int
    other: str
    other_edition: int
    likeness: float | None = None


class Voice(Frozen):
    """One origin: a speaker, a cited agency, or an article with its copies; however many claims, it counts once.

    `side` is the side of the matter that it speaks for, `copies` are the pairs that join its articles to one.
    """

    kind: OriginKind
    name: str
    side: str | None = None
    claims: tuple[WeighedClaim, ...]
    claims_total: int
    copies: tuple[Copy, ...] = ()


class Weight(Frozen):
    """What several claims weigh together: the digit by its rule, the letter by the claim that has it."""

    grade: str
    digit: int
    rule: str
    letter: Letter
    letter_of: str
    origins: tuple[Voice, ...]
    origins_total: int


class Weighing(Frozen):
    """The arithmetic of one row.

    `confidence` is the grade of `support`, what the value rests on; where nothing but a plan is known, of `outlook`.
    `verdict` says why `against` lost, `shown_as` the digit that its citations are shown with.
    """

    subject: str
    value: str
    confidence: str | None = None
    support: Weight | None = None
    outlook: Weight | None = None
    against: Weight | None = None
    verdict: str | None = None
    shown_as: int | None = None
