"""One sentence through the passes that build its tree: tokens, names, dates, tags, phrases, clauses, things."""

from services.ingest.extract.dates.dates_found import find
from services.ingest.extract.frames.scene import Scene, Setting
from services.ingest.extract.grammar import clauses
from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.clefts import undo_clefts
from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.grammar.phrases import phrases
from services.ingest.extract.grammar.tenses import look_ahead
from services.ingest.extract.grammar.tree import Tree
from services.ingest.extract.operators.operator_table import saying
from services.ingest.extract.text.mentions import Mention
from services.ingest.extract.text.normalise import NormalisedText
from services.ingest.extract.text.sentences import Sentence
from services.ingest.extract.things.things import Things
from services.ingest.extract.words.border_names import describe_borders
from services.ingest.extract.words.fixed import join_fixed
from services.ingest.extract.words.names import name
from services.ingest.extract.words.sums import priced
from services.ingest.extract.words.tagging import tag
from services.ingest.extract.words.tokens import Line, Token, tokenise
from services.ingest.extract.words.words import Word

_DATE = Word("Z")


def line_of(
    text: NormalisedText, sentence: Sentence, mentions: tuple[Mention, ...], setting: Setting, quoted: bool = False
) -> Line:
    """The tokens of a sentence, each with the state or places it names. `quoted`: it begins inside a quotation."""
    line = tokenise(text, sentence, mentions, setting.vocabulary, quoted)
    name(line.tokens, setting.gazetteer)
    return line


def scene_of(line: Line, setting: Setting) -> Scene:
    """The tree of a sentence and what its phrases stand for."""
    words = setting.vocabulary
    line.tokens = join_fixed(_dated(priced(line.tokens, line.text)), words)
    describe_borders(line.tokens)
    tag(line.tokens)
    roots = clauses.clauses(line.tokens, phrases(line.tokens))
    undo_clefts(roots, line.tokens)
    tree = Tree(roots, line.tokens)
    look_ahead(tree, line.tokens, setting.published)
    things = Things(line.tokens, setting.gazetteer, words, setting.memory)
    things.speakers = [r.subject for r in roots if _says(r) and isinstance(r.subject, NounPhrase)]
    scene = Scene(line, line.tokens, tree, things, setting, line.sentence.zone == "title")
    for phrase in tree.phrases:
        things.of(phrase)
        for _, linked in phrase.links:
            if isinstance(linked, NounPhrase):
                for one in linked.all():
                    scene.beside[id(one)] = phrase
    return scene


def _says(root: Clause) -> bool:
    """Whether the subject of a clause is who says what hangs on it."""
    told = any(inner.role == "that" for inner in root.inner)
    return root.role == "say" or (told and root.verb is not None and not saying().isdisjoint(root.verb.lemmas))


def _dated(tokens: list[Token]) -> list[Token]:
    """The tokens with each date as one."""
    found = {form.start: form for form in find(tokens)}
    if not found:
        return tokens
    joined: list[Token] = []
    i = 0
    while i < len(tokens):
        form = found.get(i)
        if form is None:
            joined.append(tokens[i])
            i += 1
            continue
        inside = tokens[form.start : form.end]
        whole = Token(" ".join(t.low for t in inside), inside[0].start, inside[-1].end, _DATE)
        whole.date, whole.quoted = form, inside[0].quoted
        joined.append(whole)
        i = form.end
    return joined
