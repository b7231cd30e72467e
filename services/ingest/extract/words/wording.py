"""The words of a noun phrase as one says them: a name, a description without its article."""

from services.ingest.extract.frames.scene import Scene
from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.words.tokens import Token
from services.ingest.extract.words.word_sets import word_set

_LINKS = word_set("wording.links")
_BRIEF = 9
_ARTICLES = word_set("wording.articles")


def low_words(scene: Scene, phrase: NounPhrase) -> str:
    """The phrase in small letters with what hangs on it by "of", for the table of bodies."""
    tokens = scene.tokens
    last = phrase.end
    for prep, linked in phrase.links:
        if prep == "of" and isinstance(linked, NounPhrase) and linked.start - last <= 1:
            last = linked.end
    return " ".join(t.low for t in tokens[phrase.start : last])


def end_of(scene: Scene, phrase: NounPhrase) -> int:
    """Where a description ends, with the phrases that hang on it."""
    last = phrase.end
    for prep, linked in phrase.links:
        if (
            prep in _LINKS
            and isinstance(linked, NounPhrase)
            and linked.start - last <= 1
            and scene.tokens[linked.head].date is None
        ):
            last = end_of(scene, linked)
    return min(last, phrase.end + _BRIEF)


def brief(scene: Scene, phrase: NounPhrase) -> str | None:
    """The words of a description without its article: residents of Voskepar."""
    first = after_article(scene.tokens, phrase.start)
    last = end_of(scene, phrase)
    return name_of(scene, first, last) if first < last <= first + _BRIEF else None


def after_article(tokens: list[Token], first: int) -> int:
    """The first token behind the article, if there is one."""
    return first + (tokens[first].low in _ARTICLES)


def name_of(scene: Scene, first: int, last: int) -> str:
    """The words as written, without quotation marks around them."""
    return scene.line.words(first, last).strip(" ”“\"',") if first < last else ""
