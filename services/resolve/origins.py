"""Whose word a claim is: copies, and outlets that quote one speaker, are one origin."""

from dataclasses import dataclass

from services.resolve.hearing import Hearing
from services.resolve.matter import Matter, Testimony

INSTITUTIONS_SPEAK_AS = frozenset({"official", "agency", "expert", "party"})
"""Kinds of speaker (stamped by ingest) whose organisation counts as the speaker where no person is named."""


@dataclass(frozen=True, slots=True)
class Origin:
    """`key` tells origins apart, `name` is for readers."""

    key: tuple[str, str]
    name: str


def components(matter: Matter, hearing: Hearing) -> dict[str, str]:
    """For each article in view the first id of its component: copies of copies are copies.

    Only the current edition of each article links it to others.
    """
    leader = {article: article for article in hearing.current}

    def find(article: str) -> str:
        while leader[article] != article:
            leader[article] = leader[leader[article]]
            article = leader[article]
        return article

    for a, b in sorted(matter.alike):
        if hearing.current.get(a.article_id) == a and hearing.current.get(b.article_id) == b:
            one, other = sorted((find(a.article_id), find(b.article_id)))
            leader[other] = one
    return {article: find(article) for article in leader}


def origin_of(testimony: Testimony, component: dict[str, str]) -> Origin:
    """The named speaker; else the institution that speaks; else the agency cited; else the article with its copies."""
    said, grading = testimony.claim.said, testimony.claim.grading
    if said.by:
        return Origin(("speaker", _plain(said.by)), said.by)
    if said.org and grading.speaker in INSTITUTIONS_SPEAK_AS:
        return Origin(("speaker", _plain(said.org)), said.org)
    if said.via:
        return Origin(("agency", _plain(said.via)), f"via {said.via}")
    article = component[testimony.edition.article_id]
    return Origin(("article", article), f"article {article}")


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
