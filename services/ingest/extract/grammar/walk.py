"""Pass 7a. The walk that builds the clauses of a sentence: where it stands, and what it holds."""

from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.items import tags_of
from services.ingest.extract.grammar.phrase import NounPhrase, VerbGroup
from services.ingest.extract.operators.operator_table import clausal, saying
from services.ingest.extract.words.tokens import Token
from services.ingest.extract.words.word_sets import word_set

_ACTS = word_set("clauses.acts")
MODAL = frozenset({"future", "would", "may", "must", "can"})
_BEING = frozenset({"be", "been", "being"})
_SPEAKERS = word_set("clauses.speakers")
_TIMELESS = word_set("clauses.timeless")


class Walk:
    """What has been read, the clause in hand, and steps up and down the tree. `speech` are lemmas of saying, `clausal`
    those that take a clause without "that"; with `telling` also what speaks only in a tag (, he joked) takes "that"."""

    def __init__(self, tokens: list[Token], items: list[object], telling: bool = False) -> None:
        self.tokens, self.items, self._count = tokens, items, len(items)
        self._tags = tags_of(tokens, items)
        self.speech, self.clausal, self.telling = saying(), clausal(), telling
        self.roots: list[Clause] = []
        self.cur = self._root(0)
        self.last: NounPhrase | None = None
        self.prep = ""
        self.prep_at = -1
        self.linked = ""
        self.at = 0
        self.comma = False
        self.past_date: tuple[int, NounPhrase | None] = (-1, None)
        self.whose_for: tuple[NounPhrase | None, NounPhrase] | None = None
        self._firsts: dict[int, NounPhrase] = {}

    def _root(self, start: int) -> Clause:
        clause = Clause("main", start)
        self.roots.append(clause)
        return clause

    def _open(self, role: str, start: int, parent: "Clause | NounPhrase", marker: str = "") -> Clause:
        clause = Clause(role, start, parent, marker)
        if isinstance(parent, Clause):
            parent.inner.append(clause)
        else:
            parent.clauses.append(clause)
        return clause

    def _item(self, k: int) -> object:
        return self.items[k] if 0 <= k < self._count else None

    def _tag(self, k: int) -> str:
        return self._tags[k] if 0 <= k < self._count else ""

    def _low(self, k: int) -> str:
        item = self._item(k)
        return self.tokens[item].low if isinstance(item, int) else ""

    def _acts(self, subject: NounPhrase) -> bool:
        """Whether the phrase tells an act: a withdrawal, a closure."""
        return self.tokens[subject.head].word.noun in _ACTS

    def _before_phrase(self, phrase: NounPhrase) -> int:
        """The token of the preposition before a phrase."""
        return max(phrase.start - 1, 0)

    def _current_root(self) -> Clause:
        clause = self.cur
        while isinstance(clause.parent, Clause):
            clause = clause.parent
        return clause if clause in self.roots else self.roots[-1]

    def _outer_phrase(self, phrase: NounPhrase) -> NounPhrase | None:
        """The common noun that a name hangs on: the withdrawal from Karabakh of the peacekeepers."""
        cur = self.cur
        for one in (cur.subject, cur.predicate, *cur.objects, *(q for _, q in cur.links)):
            if (
                isinstance(one, NounPhrase)
                and self.tokens[one.head].tag == "N"
                and any(isinstance(q, NounPhrase) and phrase in q.all() for _, q in one.links)
            ):
                return one
        return None

    def _over_date(self, phrase: NounPhrase) -> NounPhrase:
        """A conversation on Thursday between them: what follows a date belongs to what the date stands by."""
        if self.tokens[phrase.head].tag != "Z":
            return phrase
        for item in reversed(self.items):
            if isinstance(item, NounPhrase) and any(linked is phrase for _, linked in item.links):
                return item
        return phrase

    def _first_of(self, phrase: NounPhrase) -> NounPhrase:
        return self._firsts.get(id(phrase), phrase)

    def _resume(self, clause: Clause) -> None:
        clause.back = self.cur

    def _outer(self, clause: Clause) -> Clause | None:
        """The clause that goes on when this one ends; none where that is who says it, himself said to say so or not."""
        if clause.back is not None:
            return clause.back
        outer = clause.parent if isinstance(clause.parent, Clause) else None
        return None if outer is not None and (outer.role == "say" or outer.back is clause) else outer

    def _past_links(self, k: int) -> int:
        """The first item from `k` on that is no preposition with its phrase."""
        while self._tag(k) == "I" and isinstance(self._item(k + 1), NounPhrase):
            k += 2
        return k

    def _waiting(self) -> Clause | None:
        """The nearest clause around the one in hand that still has no verb."""
        clause = self._outer(self.cur)
        while clause is not None:
            if clause.verb is None:
                return clause
            clause = self._outer(clause)
        return None

    def _finite_above(self) -> Clause:
        """The clause beside which a further finite clause stands: relative clauses and infinitives end."""
        clause = self.cur
        while clause.verb is None or clause.verb.form not in ("finite", "past|pp") or clause.role == "rel":
            outer = self._outer(clause)
            if outer is None:
                return clause
            clause = outer
        return clause

    def _has_no_time(self, clause: Clause, prep: str, phrase: NounPhrase) -> bool:
        """Assured them of its readiness to help during her visit, met a team led by X on Friday: an infinitive that
        says what a noun is of, a participle of who belongs to it, which have no time of their own."""
        if prep == "during":
            return clause.role == "comp" and isinstance(clause.parent, NounPhrase)
        verb, above = clause.verb, self._outer(clause)
        if verb is None or verb.form != "pp" or above is None or above.verb is None or not above.objects:
            return False
        told = prep in ("on", "in") and self.tokens[phrase.head].tag == "Z"
        return told and not set(verb.lemmas).isdisjoint(_TIMELESS)

    def _speaks(self, phrase: NounPhrase) -> bool:
        """Whether it can be somebody who says something."""
        token = self.tokens[phrase.head]
        return (
            token.tag in "PO"
            or token.mention is not None
            or not token.word.senses
            or bool(token.word.senses & _SPEAKERS)
        )

    def _inversion(self, k: int, group: VerbGroup) -> bool:
        head = self.tokens[group.head]
        if head.tag != "X" or self._tag(k - 1) == "E":
            return False
        j = k + 1
        if not isinstance(self._item(j), NounPhrase):
            return False
        j += 1
        while self._tag(j) in ("R", "I") or (self._tag(j - 1) == "I" and isinstance(self._item(j), NounPhrase)):
            j += 1
        verb = self._item(j)
        if self._tag(j - 1) == "I":
            return False
        if isinstance(verb, VerbGroup) and verb.form == "inf" and head.low == "were":
            return True
        if not isinstance(verb, VerbGroup) or (
            verb.start != verb.head
            and self.tokens[verb.start].tag in "XT"
            and self.tokens[verb.start].low not in _BEING | {"have"}
        ):
            return False
        forms = self.tokens[verb.head].word.forms
        modal = head.word.verbs[0][1] == "modal" or head.word.verbs[0][0] == "do"
        if modal and self.tokens[verb.start].low == "have":
            return True
        return bool(forms & ({"base"} if modal else {"pp", "ing"})) or self.tokens[verb.start].low in _BEING

    def _beside(self, group: VerbGroup) -> Clause:
        """The clause that a coordinated verb stands beside: the nearest finite one, relative ones included."""
        clause = self.cur
        while (
            clause.verb is None or clause.verb.form not in ("finite", "past|pp") or self._past_condition(clause, group)
        ):
            outer = self._outer(clause)
            if outer is None:
                return clause
            clause = outer
        return clause

    def _either(self) -> Clause | None:
        """Either the bloc says where its border lies or we go: the clause that "either" opens."""
        clause: Clause | None = self.cur
        while clause is not None and not any(self.tokens[i].low == "either" for i in clause.adverbs):
            clause = self._outer(clause)
        return clause if clause is not None and clause.verb is not None else None

    def _past_condition(self, clause: Clause, group: VerbGroup) -> bool:
        """Would pay if the alliance spelled out its duties, and may quit: no "may" within the condition."""
        return (
            clause.marker in ("if", "unless", "only if", "provided", "as long as")
            and clause.verb is not None
            and clause.verb.tense not in MODAL
            and group.tense in ("future", "would", "may")
        )

    def _says(self, group: VerbGroup) -> Clause:
        root = self._current_root()
        clause = Clause("say", group.start)
        self.roots[self.roots.index(root)] = clause
        root.role, root.parent = "that", clause
        clause.inner.append(root)
        clause.inverted = True
        return clause

    def _start_of(self, phrase: NounPhrase) -> NounPhrase:
        """The phrase that this one hangs on by prepositions: the units (in Kazakhstan) to leave."""
        if self.whose_for is None:
            return phrase
        first = self.whose_for[1]
        inside: list[object] = [first]
        while inside:
            one = inside.pop()
            if one is phrase:
                return first
            if isinstance(one, NounPhrase):
                inside += [q for _, q in one.links] + list(one.also)
        return phrase

    def _told_by(self, last: NounPhrase) -> NounPhrase:
        """Word in Ankara that …, a claim by the agency that …: over a name of a place, or whose words they are, the
        noun that it hangs on."""
        place = self.tokens[last.head].kind in ("country", "capital", "place")
        for item in reversed(self.items):
            if isinstance(item, NounPhrase) and any(
                q is last and (place or p in ("by", "from")) for p, q in item.links
            ):
                return item
        return last

    def _comma_before(self, phrase: NounPhrase, k: int) -> bool:
        """Whether a comma stands before the phrase that ends at item `k`, over what hangs on it."""
        j = k - 1
        while j > 0 and (isinstance(self._item(j), NounPhrase) or self._tag(j) == "I"):
            j -= 1
        return self._tag(j) == ","

    def _speechlike(self, group: VerbGroup) -> bool:
        return bool(set(group.lemmas) & self.speech)
