"""Pass 7i. That, if, when, who, which: clauses that a word opens."""

from functools import lru_cache

from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.participles import Participles
from services.ingest.extract.grammar.phrase import NounPhrase, VerbGroup, is_it
from services.ingest.extract.operators.operator_table import clausal, denying, rows, uttering
from services.ingest.extract.words.word_sets import word_set

_HAPPENING = frozenset({"happen", "occur", "begin", "start", "end", "conclude", "unfold"})
_ACTS = frozenset({"plan", "presence", "drill", "summit", "meeting", "trade", "talks"})
_CONTENTS = frozenset({"op", "report", "agreement", "hope", "paper", "notice"})
_ABOUT = frozenset({"of", "on", "about", "over", "to", "in reply to", "in response to", "in answer to"})
_ASKED_FOR = frozenset({"when", "where", "why", "how"})
_ASKING = word_set("clauses.asking")
_MEASURES = word_set("clauses.measures")


class Subordinate(Participles):
    """Clauses opened by a word."""

    def _subordinate(self, k: int, i: int, low: str) -> None:
        linked, comma = self.linked, self.comma
        self.prep, self.linked = "", ""
        following = self._item(k + 1)
        low = "whether" if low.startswith("whether ") else low
        if low == "that":
            self._that(i)
            return
        cur = self.cur
        if self._verbless_aside(k):
            self.linked = linked
            return
        if low in ("whether", "if") and cur.verb is None and cur.role in ("adv", "that") and cur.marker in _ASKED_FOR:
            cur.role, cur.marker = "that", "whether"
            clause = cur
        elif (
            low == "whether"
            and self.cur.verb is None
            and self.cur.subject is None
            and not self._verb_before_comma(k + 1)
        ):
            return
        elif low in ("whether", "if") and self._asks():
            clause = self._open("that", i, self.cur, "whether")
        elif low in _ASKED_FOR and self._asks() and self.last is None and not cur.links:
            clause = self._open("that", i, cur, "whether")
        elif isinstance(following, VerbGroup) and following.form in ("ing", "past|pp", "pp") and low != "that":
            clause = self._open("adv", i, self.cur, low)
            self._resume(clause)
        else:
            parent = self.cur
            if comma and linked == "," and parent.role in ("comp", "rel", "link"):
                parent = self._finite_above()
            clause = self._open("adv", i, parent, low)
            self._resume(clause) if parent is not self.cur else None
        self.cur = clause
        self.last = None

    def _verbless_aside(self, k: int) -> bool:
        """Yerevan, once its ally, has; though a member, Armenia pays: a word that opens no clause, since no verb comes
        before the comma that ends it."""
        first = next((j for j in range(k + 1, len(self.items)) if self._tag(j) != "R"), k)
        end = self._past_links(first + 1)
        if self.cur.verb is not None or not isinstance(self._item(first), NounPhrase) or self._tag(end) != ",":
            return False
        if isinstance(self.cur.subject, NounPhrase):
            return self._tag(k - 1) == ","
        return isinstance(self._item(end + 1), NounPhrase) and self._verb_before_comma(end + 2)

    def _asks(self) -> bool:
        verb = self.cur.verb
        if verb is None:
            return False
        word = self.tokens[self.cur.adjective].low if self.cur.adjective >= 0 else ""
        return bool(set(verb.lemmas) & _ASKING) or word in ("unclear", "unknown", "uncertain", "unsure")

    def _that(self, i: int) -> None:
        """The content of a verb or noun: said that, the request that."""
        if self.past_date[0] == i and self.past_date[1] is not None:
            dated = self.past_date[1]
            if self.tokens[dated.head].word.senses & _CONTENTS:
                self.last = dated
        if self._puts_first():
            self.cur = self._open("that", i, self.cur, "that")
            self.last = None
            return
        behind = self.past_date[0] if self.last is self.past_date[1] and self.last is not None else -1
        if (
            self.last is not None
            and (self.last.end == i or behind == i)
            and self.tokens[self.last.head].tag not in "ZO"
            and (self.cur.verb is None or not self._takes_that(self._told_by(self.last)) or self._wish(self.last))
        ):
            clause = self._open("comp", i, self._told_by(self.last), "that")
            self._resume(clause)
        else:
            clause = self._open("that", i, self._taker_of_that(), "that")
        self.cur = clause
        self.last = None

    def _puts_first(self) -> bool:
        """It was at his request that they agreed: "it is" has nothing but phrases behind prepositions."""
        cur = self.cur
        if cur.verb is None or not cur.verb.copula or cur.adjective >= 0 or cur.predicate is not None:
            return False
        return is_it(cur.subject, self.tokens) and any(q is self.last for _, q in cur.links)

    def _takes_that(self, phrase: NounPhrase) -> bool:
        """Whether the verb in hand, not the noun right before, takes "that": denied on Monday that; not: denied a
        report that, said of a story that."""
        assert self.cur.verb is not None
        lemmas, token = set(self.cur.verb.lemmas), self.tokens[phrase.head]
        told = token.word.senses & _CONTENTS or any((token.word.noun, pos) in rows() for pos in "np")
        if lemmas & self.clausal:
            about = "report" in token.word.senses and any(p in _ABOUT and q is phrase for p, q in self.cur.links)
            return not about and not (told and phrase in self.cur.objects)
        return bool(lemmas & self._taking()) and not told

    def _taking(self) -> frozenset[str]:
        """Verbs that take "that": those of saying, also those that say only in a tag, and operators."""
        return _take_that(self.telling)

    def _wish(self, phrase: NounPhrase) -> bool:
        """Said no to the wish that they leave: the content of a wish or demand behind a verb that has its object."""
        senses = self.tokens[phrase.head].word.senses
        return bool(self.cur.objects) and self.cur.objects[-1] is not phrase and bool(senses & {"op", "hope"})

    def _taker_of_that(self) -> Clause:
        """The clause that "that" belongs to: the nearest whose verb takes one, over what is interposed; it is untrue
        that."""
        clause: Clause | None = self.cur
        if (
            is_it(self.cur.subject, self.tokens)
            and self.cur.verb is not None
            and self.cur.verb.copula
            and (self.cur.adjective >= 0 or self.cur.predicate is not None)
        ):
            return self.cur
        while clause is not None:
            outer = self._outer(clause)
            aside = outer is not None and self._aside_of_saying(clause, outer)
            verb = clause.verb
            if not aside and verb and (set(verb.lemmas) & self._taking() or self._taking_apart(clause)):
                return clause
            clause = outer
        parent = self.cur
        while parent.verb is None and (outer := self._outer(parent)) is not None:
            parent = outer
        return parent

    def _aside_of_saying(self, clause: Clause, outer: Clause) -> bool:
        """Said without elaborating that: what is not done while saying takes no content of its own."""
        if clause.role != "link" or clause.marker != "without" or outer.verb is None:
            return False
        return outer.verb.end == clause.start - 1 and bool(set(outer.verb.lemmas) & self._taking())

    def _taking_apart(self, clause: Clause) -> bool:
        """Nor did he rule out that: a verb that takes a clause with its particle."""
        assert clause.verb is not None
        apart = {self.tokens[i].low for i in clause.particles}
        known = [r for lemma in clause.verb.lemmas for r in rows().get((lemma, "v"), ())]
        return any(r.particles & apart and (not r.via or "that" in r.via) for r in known)

    def _relative(self, k: int, i: int, low: str) -> None:
        """Who, which, where: a clause on the phrase before; without one a question or what is meant (what people
        saw)."""
        prep = self.prep
        self.prep, self.linked = "", ""
        untrue = self._told_untrue(k) if low == "which" and self._tag(k - 1) == "," and not prep else None
        if untrue is not None:
            clause = self._open("rel", i, untrue, low)
            clause.antecedent = clause.subject = untrue
        elif low in ("what", "how") or self.last is None:
            clause = self._open("free" if low == "what" else "that", i, self.cur, low)
            measured = low == "how" and i + 1 < len(self.tokens) and self.tokens[i + 1].low in _MEASURES
            clause.question = measured or low.startswith("why")
        else:
            before = self._antecedent(k, low)
            clause = self._open("rel", i, before, low)
            clause.antecedent = before
            if low in ("who", "which", "that"):
                if prep:
                    clause.links.append((prep, before))
                else:
                    clause.subject = before
            elif low in ("where", "when"):
                clause.links.append(("in" if low == "where" else "", before))
        self._resume(clause)
        self.cur = clause
        self.last = None

    def _told_untrue(self, k: int) -> NounPhrase | None:
        """A story that it had left, which he called a lie: the report whose content comes before, where what follows
        calls it untrue."""
        group = self._item(k + 2)
        if not isinstance(self._item(k + 1), NounPhrase) or not isinstance(group, VerbGroup):
            return None
        if not set(group.lemmas) & denying():
            return None
        clause: Clause | None = self.cur
        while clause is not None:
            noun = clause.parent if clause.role == "comp" else None
            if isinstance(noun, NounPhrase) and "report" in self.tokens[noun.head].word.senses:
                return noun
            clause = self._outer(clause)
        return None

    def _antecedent(self, k: int, low: str) -> NounPhrase:
        """The phrase a pronoun points to: for "who" one of people, for ", which" the one the place belongs to."""
        last = self.last
        assert last is not None
        if low in ("that", "which") and (outer := self._over_date(last)) is not last:
            return self._first_of(outer)
        if low in ("that", "which") and self._happens(k + 1) and (act := self._act_over(last)) is not None:
            return act
        if low == "where" and (site := self._site_in(last)) is not None:
            return site
        if low not in ("who", "which") or (low == "which" and self._tag(k - 1) != ","):
            return last
        place = self.tokens[last.head].kind in ("place", "country", "capital") or self.tokens[last.head].tag in "ZM"
        has = self._item(k + 1)
        single = low == "which" and isinstance(has, VerbGroup) and self.tokens[has.start].low in ("has", "is", "was")
        if not place and low == "which":
            return last
        if low == "who" and self._speaks(last) and not place:
            return last
        for item in reversed(self.items[:k]):
            if isinstance(item, NounPhrase) and item is not last and any(q is last for _, q in item.links):
                return last if single and self.tokens[item.head].word.plural else self._first_of(item)
        return last

    def _happens(self, k: int) -> bool:
        """Took place, happened, was completed: what is said of an act, not of who acts or where."""
        while k < len(self.items) and not isinstance(self.items[k], VerbGroup | NounPhrase):
            k += 1
        group, after = self._item(k), self._item(k + 1)
        if not isinstance(group, VerbGroup):
            return False
        place = isinstance(after, NounPhrase) and self.tokens[after.head].low == "place"
        return bool(set(group.lemmas) & _HAPPENING) or ("take" in group.lemmas and place)

    def _act_over(self, last: NounPhrase) -> NounPhrase | None:
        """The noun of an act that a phrase hangs on: the removal of guards from the airport."""
        inner, found = last, None
        for item in reversed(self.items):
            if isinstance(item, NounPhrase) and any(q is inner for _, q in item.links):
                inner = item
                if self.tokens[item.head].word.senses & _ACTS:
                    found = item
        return found

    def _site_in(self, last: NounPhrase) -> NounPhrase | None:
        """Zvartnots airport in Yerevan, the line with Azerbaijan, where they worked: the named site that lies in the
        town, the border that is told by its neighbour."""
        for item in reversed(self.items):
            if isinstance(item, NounPhrase) and ("in", last) in item.links:
                return item if self.tokens[item.head].kind == "place" else None
            if isinstance(item, NounPhrase) and ("with", last) in item.links:
                return item if self.tokens[item.head].word.senses & {"border", "border?"} else None
        return None


@lru_cache(maxsize=2)
def _take_that(telling: bool) -> frozenset[str]:
    operators = {
        lemma
        for (lemma, pos), known in rows().items()
        if pos == "v"
        for r in known
        if not r.literal and "that" in r.via
    }
    return clausal().union(operators, uttering() if telling else ())
