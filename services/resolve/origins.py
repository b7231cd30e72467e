"""Whose word a claim is: copies, and outlets that quote one speaker, are one origin."""

from dataclasses import dataclass
from typing import Literal

from services.resolve.copies import Groups
from services.resolve.hearing import Hearing
from services.resolve.matter import Matter, Testimony
from services.resolve.speakers import by_name

OFFICES_SPEAK_AS = frozenset({"official", "agency", "expert", "party"})
"""Kinds of speaker (stamped by ingest) whose office or organisation counts as the speaker where no person is named."""
OriginKind = Literal["speaker", "agency", "article"]


@dataclass(frozen=True, slots=True)
class Origin:
    """`key` tells origins apart, `name` is for readers."""

    key: tuple[OriginKind, str]
    name: str


def components(matter: Matter, hearing: Hearing) -> dict[str, str]:
    """For each article in view the first id of its component: copies of copies are copies.

    Only the current edition of each article links it to others.
    """
    groups = Groups[str]()
    for a, b in sorted(matter.alike):
        if hearing.current.get(a.article_id) == a and hearing.current.get(b.article_id) == b:
            groups.join(*sorted((groups.of(a.article_id), groups.of(b.article_id))))
    return {article: groups.of(article) for article in hearing.current}


def origin_of(testimony: Testimony, component: dict[str, str]) -> Origin:
    """The named speaker; else the office or institution that speaks; else the agency cited; else the article with its
    copies.

    Residents, sources and the like are nobody in particular: those of two texts need not be the same.
    """
    said, grading = testimony.claim.said, testimony.claim.grading
    if said.by and by_name(testimony.claim):
        return Origin(("speaker", _plain(said.by)), said.by)
    if grading.speaker in OFFICES_SPEAK_AS and (said.by or said.org):
        of = said.org or grading.state
        name = f"{said.by}, {of}" if said.by and of else said.by or said.org or ""
        return Origin(("speaker", _plain(name)), name)
    if said.via:
        return Origin(("agency", _plain(said.via)), f"via {said.via}")
    article = component[testimony.edition.article_id]
    return Origin(("article", article), f"article {article}")


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
