"""Pass 7. In: phrases, verb groups and the words between. Out: the clauses of the sentence as a tree."""

from services.ingest.extract.grammar.brackets import cut_asides
from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.enumerated import join_enumerated
from services.ingest.extract.grammar.listed import EXCEPTING
from services.ingest.extract.grammar.phrase import NounPhrase, VerbGroup
from services.ingest.extract.grammar.reduced import HARD
from services.ingest.extract.grammar.speech_tags import cut_tags
from services.ingest.extract.grammar.verbless import Verbless
from services.ingest.extract.operators.operator_table import rows
from services.ingest.extract.words.tokens import Token
from services.ingest.extract.words.word_sets import word_set

_EXISTING = word_set("clauses.existing")
_LESS = frozenset({"let alone", "still less"})
"""What goes on behind a denial as "nor" does."""


class _Walk(Verbless):
    """The whole walk, from the first item to the last."""

    def run(self) -> list[Clause]:
        k = 0
        while k < len(self.items):
            item = self.items[k]
            if isinstance(item, NounPhrase):
                k = self._noun_phrase(k, item)
            elif isinstance(item, VerbGroup):
                k = self._verb_group(k, item)
            else:
                k = self._word(k, int(item))  # type: ignore[call-overload]
        for root in self.roots:
            self._verbless(root)
            self._with_absolute(root)
            self._echo(root)
        return [root for root in self.roots if root.verb or root.subject or root.inner or root.links]

    def _word(self, k: int, i: int) -> int:
        token = self.tokens[i]
        tag = token.tag
        if tag == "I":
            if self.prep not in EXCEPTING:
                self.prep, self.prep_at = token.low, i
        elif tag == "K":
            if self.cur.verb is not None and not self.prep:
                self.cur.particles.append(i)
            else:
                self.prep, self.prep_at = token.low, i
        elif tag == "C":
            self.linked = "nor" if token.low in _LESS else token.low
        elif tag == ",":
            self.prep = ""
            self.comma = True
            self.linked = self.linked or ","
            return k + 1
        elif tag in HARD and not (tag == "." and i + 1 < len(self.tokens) and self.tokens[i + 1].low[0].isdigit()):
            if not (token.low == "!" and self._within(i)):
                self._hard(tag, i)
        elif tag == "B":
            self._subordinate(k, i, token.low)
        elif tag == "W":
            self._relative(k, i, token.low)
        elif tag == "A" and (token.low, "p") not in rows() and self._aside_on_subject(k):
            self._describe(i)
        elif tag == "A":
            if self.linked and self._predicate_again(k):
                self._and_is(i)
            if self.prep == "as":
                self.prep = ""
            elif self.cur.verb is not None and self.cur.adjective < 0:
                self.cur.adjective = i
            self.cur.adverbs.append(i)
        elif tag in "RE":
            if self.linked and (token.low == "yet" or (token.low, "p") in rows()) and self._predicate_again(k):
                self._and_is(i)
            self.cur.adverbs.append(i)
            if self.prep and token.low in ("there", "here", "abroad", "home"):
                self.prep = ""
        elif tag == '"':
            return k + 1
        self.comma = False
        return k + 1

    def _aside_on_subject(self, k: int) -> bool:
        """Armenia, absent from all its summits, hosted: an adjective between commas, with what hangs on it."""
        subject = self.cur.subject
        if self.cur.verb is not None or not isinstance(subject, NounPhrase) or self.last is not subject:
            return False
        return self._tag(k - 1) == "," and self._tag(k + 1) == "I" and self._tag(self._past_links(k + 1)) == ","

    def _describe(self, i: int) -> None:
        subject = self.cur.subject
        assert isinstance(subject, NounPhrase)
        clause = self._open("rel", i, subject, "")
        clause.subject, clause.antecedent, clause.adjective = subject, subject, i
        clause.verb = VerbGroup(i, i, i)
        clause.verb.lemmas = ("be",)
        self._resume(clause)
        self.cur, self.last, self.linked = clause, None, ""

    def _within(self, i: int) -> bool:
        """A cry in quotation marks within a sentence: chanting "Out!" and demanding."""
        after = self.tokens[i + 1 : i + 3]
        return len(after) == 2 and after[0].tag == '"' and after[1].tag in "CIB"

    def _hard(self, tag: str, i: int) -> None:
        if tag in ("(", ")", ":") and self.cur.verb is None and self.cur.subject is None:
            return
        if self.tokens[i].low == "?":
            for clause in self._current_root().walk():
                clause.question = True
        if tag == "(":
            return
        self.cur = self._root(i + 1)
        self.cur.marker = {":": "colon", ";": "semicolon", "–": "dash", "—": "dash"}.get(tag, "")
        self.last, self.prep, self.linked = None, "", ""

    def _noun_phrase(self, k: int, phrase: NounPhrase) -> int:
        tokens = self.tokens
        if tokens[phrase.start].low == "whose" and self.last is not None and not self.prep:
            return self._whose(k, phrase)
        linked, comma, prep = self.linked, self.comma, self.prep
        self.linked, self.comma, self.prep = "", False, ""
        if tokens[phrase.head].tag == "Z" and not prep:
            if self._dated_verb_to_come(k, phrase, linked):
                self._go_on_with_subject(phrase.start, linked)
            self.cur.links.append(("", phrase))
            self.linked = linked if linked not in (",", "") else ""
            return k + 1
        if prep:
            return self._behind(k, phrase, prep, linked)
        if linked in ("and", "but", ",") and self._contrasted(phrase, prep):
            return k + 1
        if linked == "but" and self._all_but(phrase):
            self.prep_at = phrase.start - 1
            self._hang("but", phrase, "")
            self.last = phrase
            return k + 1
        if linked == "and" and not self.cur.objects and self._gapped_by_date(k, phrase):
            return k + 1
        if linked == "and" and self._gapped(k, phrase):
            return k + 1
        if linked in ("and", "but") and self._fronted_object(k, phrase, linked):
            return k + 1
        if (
            linked == ","
            and (main := self._fronted()) is not None
            and (self._verb_before_comma(k + 1) or self._verb_after_aside(k + 1))
        ):
            self.cur, main.subject, self.last = main, phrase, phrase
            return k + 1
        if linked in (",", "and") and self._gapped_subject(k, phrase):
            return k + 1
        if linked and self.last is not None and self._joins(k, phrase, linked):
            self._join(phrase, linked)
            return k + 1
        if self._starts_clause(k, phrase, linked, comma):
            self.last = phrase
            return k + 1
        if comma and self._apposed(k, phrase):
            self.last.named.append(phrase)  # type: ignore[union-attr]
            return k + 1
        return self._fill(k, phrase, linked, comma)

    def _behind(self, k: int, phrase: NounPhrase, prep: str, linked: str) -> int:
        """A phrase behind a preposition."""
        if self._excepted_too(linked):
            prep = self.cur.links[-1][0]
        if self._contrasted(phrase, prep):
            return k + 1
        if linked in ("and", "but", "or", "yet") and self._clause_to_come(k):
            clause = self._open("and", self.prep_at, self._finite_above(), linked)
            self.cur, self.last = clause, None
        elif self._dated_verb_to_come(k, phrase, linked):
            self._go_on_with_subject(self.prep_at, linked)
        if self._has_no_time(self.cur, prep, phrase):
            self.cur, self.last = self._finite_above(), None
        self._hang(prep, phrase, linked)
        if (
            self.tokens[phrase.head].tag == "Z"
            and self.last is not None
            and not linked
            and self._tag(k + 1) in ("I", "B")
        ):
            self.past_date = (phrase.end, self.last)
        self.last = phrase
        return k + 1

    def _fill(self, k: int, phrase: NounPhrase, linked: str, comma: bool) -> int:
        """A phrase in the clause in hand: its subject, its object, or another word for one of them."""
        tokens, cur = self.tokens, self.cur
        after = self._item(k + 1)
        if (
            linked == ","
            and cur.verb is not None
            and cur.verb.form == "finite"
            and isinstance(after, VerbGroup)
            and after.form == "inf"
        ):
            self.cur = cur = self._root(phrase.start)
            cur.marker, cur.subject, self.last = "colon", phrase, phrase
            return k + 1
        if cur.verb is None:
            self._before_verb(k, phrase, linked, comma)
        elif self._all_the_time(phrase):
            cur.links.append(("", phrase))
        elif linked == "," and self.last is not None and tokens[self.last.head].tag != "Z":
            self.last.named.append(phrase)
        elif linked == "," and self.last is not None and self._waiting() is not None:
            self.cur = self._waiting()  # type: ignore[assignment]
            self.cur.subject = self.cur.subject or phrase
        elif self._echoes(cur.verb) and not cur.objects:
            cur.subject, cur.inverted = phrase, True
            cur.start = min(cur.start, cur.verb.start - 1)
        elif (cur.verb.copula or set(cur.verb.lemmas) & _EXISTING) and cur.subject is None and self._existential(cur):
            cur.subject = phrase
        elif linked == "," and isinstance(cur.subject, NounPhrase) and self._goes_nowhere(cur):
            cur.subject.named.append(phrase)
        elif cur.verb.copula and cur.predicate is None:
            cur.predicate = phrase
        elif (holder := self._naming(phrase)) is not None:
            holder.objects.append(phrase)
            self.cur = holder
        else:
            cur.objects.append(phrase)
        self.last = phrase
        says = self._item(k + 1)
        if (
            tokens[phrase.head].low == "whoever"
            and cur.subject is phrase
            and isinstance(says, VerbGroup)
            and self._speechlike(says)
        ):
            clause = self._open("rel", phrase.start, phrase, "who")
            clause.antecedent = clause.subject = phrase
            self._resume(clause)
            self.cur, self.last = clause, None
        return k + 1

    def _verb_group(self, k: int, group: VerbGroup) -> int:
        if group.form == "finite" and self._inverted(k, group):
            return self._finite(k, group, inverted=True)
        if self._completes(group):
            return self._complete(k, group)
        form = group.form
        verb = self.cur.verb
        if (
            form == "past|pp"
            and self.linked in ("and", "or")
            and verb is not None
            and verb.form == "ing"
            and verb.perfect
        ):
            form = group.form = "ing"
            group.perfect = True
        if form == "past|pp" and self._left_to_be(k, group):
            self.cur.adverbs.append(group.head)
            return k + 1
        if form == "past|pp":
            found = verb is not None and verb.passive and verb.end == group.start
            form = "pp" if found or self._reduced_at(k, group) else "finite"
            group.form = form
            group.passive = group.passive or self._left_there(k, group)
        if form == "pp" and self._perfect_again(group):
            form = group.form = "finite"
        if form == "finite":
            return self._finite(k, group)
        if form == "inf":
            return self._infinitive(k, group)
        return self._participle(k, group)


def clauses(tokens: list[Token], items: list[object]) -> list[Clause]:
    """The clauses of a sentence that hang on no other, in order."""
    outside, asides = cut_asides(tokens, join_enumerated(tokens, items))
    rest, tags = cut_tags(tokens, outside)
    roots = _Walk(tokens, rest, telling=True).run()
    for tag in tags:
        told = _Walk(tokens, tag.items).run()
        if told:
            _say(roots, told[0], tag.at)
    for aside in asides:
        if any(isinstance(item, VerbGroup) for item in aside):
            roots += _Walk(tokens, aside).run()
    return roots


def _say(roots: list[Clause], clause: Clause, at: int) -> None:
    """Hang what is said on the clause that says it."""
    clause.role = "say"
    k = max((n for n, root in enumerate(roots) if root.start <= at), default=-1)
    if k < 0:
        roots.insert(0, clause)
        return
    root = roots[k]
    clause.marker, clause.start = root.marker, min(root.start, clause.start)
    roots[k] = clause
    root.role, root.parent = "that", clause
    clause.inner.append(root)
