"""From claims to assertions, and from everything said on a matter to its docket under the clocks of a question."""

from collections.abc import Iterable, Mapping

from events.claims import Claim
from services.resolve.assertion import DATELESS, Assertion, source_text, with_gist
from services.resolve.clocks import Clocks
from services.resolve.docket import About, Docket, Listed, Strike, Verdict
from services.resolve.facets import said_of_membership
from services.resolve.matter import EditionKey, Matter, Testimony
from services.resolve.notices import VERBS, hits
from services.resolve.origins import origin_of
from services.resolve.presence_reading import Said, said_of_place
from services.resolve.press import Press, in_view, press_of
from services.resolve.telling import Telling, Text, content_of, may_be_told_in, telling


def assertions_of(testimony: Testimony, about: About, texts: Mapping[int, Text]) -> tuple[list[Assertion], str]:
    """What a claim asserts of a matter; where that is nothing, why it is only listed.

    `texts` are the editions of its article, at least those up to its own, with what they say of this matter.
    """
    key, claim = testimony.key, testimony.claim
    found: list[Assertion] = []
    reason = ""
    for told_in in may_be_told_in(key.edition, claim, texts):
        told = telling(claim, texts[told_in].press)
        said, reason = _said(testimony, about, told)
        found += (_assertion(testimony, told_in, told, one) for one in said)
    return found, reason


def _said(testimony: Testimony, about: About, told: Telling) -> tuple[list[Said], str]:
    if isinstance(about, str):
        return said_of_place(testimony.claim, about, told)
    return said_of_membership(testimony.claim, about.member, told)


def _assertion(testimony: Testimony, told_in: int, told: Telling, said: Said) -> Assertion:
    claim = testimony.claim
    return with_gist(
        Assertion(
            *testimony.key,
            told_in=told_in,
            published=told.published,
            part=said.part,
            day=said.day or DATELESS,
            frame=said.frame,
            stated=said.stated,
            role=said.role,
            said_on=claim.said.said_on or "",
            effective=said.effective,
            made=said.made,
            source=source_text(claim),
            men=said.men,
            origin=origin_of(claim),
            gist=b"",
        )
    )


def docket_of(matter: Matter, about: About, clocks: Clocks) -> Docket:
    """The docket of a matter, from everything said on it; `clocks` choose what is in view, whatever `as_of` is."""
    press = press_of(matter.editions)
    seen = {key for key, edition in matter.editions.items() if in_view(edition, press[key], clocks)}
    claims = [t for t in matter.testimonies if speaks_of(t.claim, about)]
    docket = Docket(about)
    texts = _texts(claims, press)
    for testimony in claims:
        if testimony.edition not in seen:
            continue
        asserted, reason = assertions_of(testimony, about, texts[testimony.edition.article_id])
        docket.assertions += asserted
        if not asserted:
            docket.listed.append(Listed(*testimony.key, press[testimony.edition].counts, reason))
    docket.strikes = list(_strikes(matter, claims, press, seen, about))
    docket.verdicts = [
        Verdict(review.claim, review.verdict)
        for review in sorted(matter.reviews, key=lambda review: (review.recorded_at, review.verdict))
        if clocks.holds(review.recorded_at)
    ]
    docket.kin = [pair for pair in sorted(matter.alike) if seen.issuperset(pair)]
    docket.contingent = _contingent(matter, docket, seen)
    return docket


def speaks_of(claim: Claim, about: About) -> bool:
    """Whether a claim speaks of a matter."""
    if isinstance(about, str):
        return about in claim.locations or about in claim.locations_excluded
    return claim.org == about.org and claim.parties.get("member") == about.member


def _texts(claims: Iterable[Testimony], press: Mapping[EditionKey, Press]) -> dict[str, dict[int, Text]]:
    contents: dict[EditionKey, set[object]] = {}
    for testimony in claims:
        contents.setdefault(testimony.edition, set()).add(content_of(testimony.claim))
    found: dict[str, dict[int, Text]] = {}
    for key, said in contents.items():
        found.setdefault(key.article_id, {})[key.edition] = Text(press[key], said)
    return found


def _strikes(
    matter: Matter,
    claims: Iterable[Testimony],
    press: Mapping[EditionKey, Press],
    seen: set[EditionKey],
    about: About,
) -> Iterable[Strike]:
    """Which notices in view speak of which claims in view, as far as this matter is concerned."""
    place = about if isinstance(about, str) else None
    editions = matter.editions
    for notice in (notice for notice in matter.notices if notice.edition in seen):
        at = editions[notice.edition]
        for claim in (claim for claim in claims if claim.edition in seen):
            if hits(notice, at, press[notice.edition], claim, editions[claim.edition], place):
                yield Strike(claim.key, notice.key, VERBS[notice.claim.type])


def _contingent(matter: Matter, docket: Docket, seen: set[EditionKey]) -> dict[str, list[int]]:
    found = {key.article_id for key in matter.editions if key.edition > 1}
    found |= {notice.edition.article_id for notice in matter.notices}
    found |= {edition.article_id for pair in matter.alike for edition in pair}
    found |= {verdict.claim.article_id for verdict in docket.verdicts}
    found |= {strike.claim.article_id for strike in docket.strikes}
    editions: dict[str, list[int]] = {article: [] for article in found}
    for key in sorted(seen):
        if key.article_id in found:
            editions[key.article_id].append(key.edition)
    return editions
