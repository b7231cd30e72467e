"""What the rules answer on a matter that stands in memory: the questions of the API, asked without a store."""

from services.resolve.assertion import Assertion
from services.resolve.citing import membership_in_words, place_in_words, stretch_in_words
from services.resolve.clocks import Clocks
from services.resolve.conclusions import Citation, Interval, ParticipationConclusion, PlaceConclusion
from services.resolve.docket import About
from services.resolve.evidence import Effects, cite_evidence
from services.resolve.filing import docket_of, speaks_of
from services.resolve.matter import ClaimKey, Matter, Membership
from services.resolve.outlook import with_due
from services.resolve.participation import find_membership, membership_stretches
from services.resolve.presence import find_place, place_stretches
from services.resolve.press import in_view, press_of
from services.resolve.weighed import Weighing
from services.resolve.weighing import again_in, folded, weigh
from services.resolve.weighing_in_words import Likeness, weighing_in_words


def presence_at(matter: Matter, place: str, clocks: Clocks) -> PlaceConclusion:
    """The conclusion on `place` from everything said of it, by the clocks of the question.

    A row arises for a subject of which something acts by `as_of`. `due` is told only where `as_of` is given.
    """
    conclusion = place_in_words(find_place(docket_of(matter, place, clocks), clocks.as_of), matter.words)
    return with_due(conclusion, clocks.as_of) if clocks.as_of else conclusion


def presence_history(matter: Matter, place: str, clocks: Clocks) -> tuple[Interval, ...]:
    """The stretches of valid time in which status and outlook of each subject stayed the same, up to `as_of`.

    The `value` of a stretch is the row as it stood on its last day, without `due`.
    """
    found = place_stretches(docket_of(matter, place, clocks), clocks.as_of)
    return tuple(stretch_in_words(place, stretch, matter.words) for stretch in found)


def participation_of(matter: Matter, org: str, member: str, clocks: Clocks) -> ParticipationConclusion:
    """The conclusion on a membership from everything said of it, by the clocks of the question.

    All four facets are there, `unknown` where nothing acts by `as_of`; `expected` are the planned claims told by then.
    """
    docket = docket_of(matter, Membership(org, member), clocks)
    return membership_in_words(find_membership(docket, clocks.as_of), matter.words)


def participation_history(matter: Matter, org: str, member: str, clocks: Clocks) -> tuple[Interval, ...]:
    """The stretches of valid time in which each facet kept its value, up to `as_of`."""
    docket = docket_of(matter, Membership(org, member), clocks)
    return tuple(stretch_in_words("", stretch, matter.words) for stretch in membership_stretches(docket, clocks.as_of))


def evidence_at(matter: Matter, about: str | tuple[str, str], clocks: Clocks) -> tuple[Citation, ...]:
    """All claims on a place (its id) or a membership (organisation, member) that are in view, in order of publication.

    `effect` says what each did: "sets present", "supports present", "outlook: withdrawal agreed", "listed: …",
    "no effect: …", "does not count: superseded by edition 2", "acts after 2024-05-10 only". Claims that nobody had
    published or recorded by the clocks of the question are not in view.
    """
    of: About = about if isinstance(about, str) else Membership(*about)
    docket = docket_of(matter, of, clocks)
    effects, press = Effects(docket, clocks.as_of), press_of(matter.editions)
    asserts: dict[ClaimKey, list[Assertion]] = {}
    for assertion in docket.assertions:
        asserts.setdefault(ClaimKey(*assertion[:3]), []).append(assertion)
    said = [t for t in matter.testimonies if speaks_of(t.claim, of)]
    shown = [t for t in (*said, *matter.notices) if in_view(matter.editions[t.edition], press[t.edition], clocks)]
    words = matter.words
    return tuple(
        cited
        for testimony in sorted(shown, key=lambda t: (press[t.edition].counts, t.key))
        if (cited := cite_evidence(testimony, effects, asserts.get(testimony.key, ()), words)) is not None
    )


def weigh_at(matter: Matter, about: str | tuple[str, str], clocks: Clocks, likeness: Likeness) -> tuple[Weighing, ...]:
    """The arithmetic of each row of a place (its id) or a membership (organisation, member), by the clocks of the
    question. `likeness` has the measured likeness of pairs of copies; it is shown, and nothing rests on it here."""
    of: About = about if isinstance(about, str) else Membership(*about)
    docket = docket_of(matter, of, clocks)
    heard, folds = folded(docket, clocks.as_of)
    found = weigh(folds, lambda step: again_in(heard, step))
    return tuple(weighing_in_words(one, docket, heard, matter.words, likeness) for one in found)
