"""Pass 7d. Noun phrases in a row: lists, contrasts, appositions; prepositions and what they hang on."""

from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.gapped import Gapped
from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.words.word_sets import word_set

_GROUNDS = frozenset({"area", "area?", "site", "border", "land"})
_ALL = word_set("clauses.all")
_ALL_TIMES = frozenset({"these", "those", "every", "each", "all"})
TIMES = word_set("clauses.times")
_NAMED = frozenset({"place", "country", "capital", "person"})
_WHERE = _NAMED - {"person"}
_ON_MATTERS = word_set("clauses.on_matters")
_OF_VERBS = word_set("clauses.of_verbs")
MEN_OR_POSTS = frozenset({"force", "force?", "post", "people", "site"})
_NAMING = word_set("clauses.naming")
EXCEPTING = word_set("locating.except") - {"but"}
_NOT_A = frozenset({"not", "not a", "not any", "no"})


class Listed(Gapped):
    """How phrases join and hang."""

    def _naming(self, phrase: NounPhrase) -> Clause | None:
        """Called reports that they had left a lie: what the outer verb calls them, behind a clause of their own."""
        before = self.last
        if before is None or before.end != phrase.start or self.cur.role not in ("comp", "that", "rel"):
            return None
        clause = self._outer(self.cur)
        while clause is not None:
            if clause.verb is not None and clause.objects and set(clause.verb.lemmas) & _NAMING:
                return clause
            clause = self._outer(clause)
        return None

    def _excepted_too(self, linked: str) -> bool:
        """Except in Gyumri and along the border: what goes on an exception is excepted too."""
        links = self.cur.links
        if linked not in ("and", "or") or not links or links[-1][0] not in EXCEPTING:
            return False
        return links[-1][1] is self.last is not None and self.last.end == self.prep_at - 1

    def _whose(self, k: int, phrase: NounPhrase) -> int:
        """Uzbekistan, whose membership was suspended: a clause on the phrase before, with what is its as subject."""
        before = self.last
        assert before is not None
        clause = self._open("rel", phrase.start, before, "whose")
        clause.antecedent, clause.subject = before, phrase
        phrase.possessor = before
        self._resume(clause)
        self.cur, self.last = clause, phrase
        self.linked, self.comma = "", False
        return k + 1

    def _contrasted(self, phrase: NounPhrase, prep: str) -> bool:
        """Left A but not B, from A, not from B: what is not meant."""
        at = (self.prep_at if prep else phrase.start) - 1
        if (
            at < 1
            or self.tokens[at].low not in ("not", "no longer")
            or self.tokens[at - 1].low not in ("but", "and", ",")
        ):
            return False
        if self.cur.verb is None or at < self.cur.verb.end:
            return False
        self.cur.adverbs = [i for i in self.cur.adverbs if i != at]
        self.cur.links.append(("not", phrase))
        return True

    def _all_but(self, phrase: NounPhrase) -> bool:
        """All provinces but Shirak, everywhere but in the capital: what is excepted."""
        last = self.last
        if last is None or last.end != phrase.start - 1 or self.tokens[phrase.head].tag != "P":
            return False
        return bool({t.low for t in self.tokens[last.start : last.end]} & _ALL)

    def _fronted(self) -> Clause | None:
        """The main clause in hand while nothing but what stands in front of its subject was read: under the deal, …"""
        clause = self.cur if self.cur.verb is None else self._waiting()
        if clause is None or clause.subject is not None or clause.verb is not None or clause.role != "main":
            return None
        return clause if clause.links or clause.inner else None

    def _told_before(self, k: int, first: NounPhrase, phrase: NounPhrase) -> bool:
        """Home to several thousand soldiers, Gyumri has grown: what opens the sentence tells of its subject, where no
        comma parts this from its verb."""
        opens = self.tokens[first.head].tag == "N" and first.start <= self.cur.start + 1 and not first.named
        definite = self.tokens[phrase.head].tag == "P" or self.tokens[phrase.start].low == "the"
        return opens and definite and not first.also and self._verb_before_comma(k + 1)

    def _all_the_time(self, phrase: NounPhrase) -> bool:
        """A common sight these days, moves on every night: a time told as no date is."""
        often = self.tokens[phrase.start].low in _ALL_TIMES
        return often and self.tokens[phrase.head].word.noun in TIMES

    def _existential(self, clause: Clause) -> bool:
        """There is, there seem to be: the subject comes after its verb."""
        if clause.role == "comp" and clause.verb is not None and clause.verb.form == "inf":
            above = clause.parent
            return isinstance(above, Clause) and any(self.tokens[i].tag == "E" for i in above.adverbs)
        return any(self.tokens[i].tag == "E" for i in clause.adverbs)

    def _apposed(self, k: int, phrase: NounPhrase) -> bool:
        """In A and B, provinces of C, they stay: a phrase between commas beside what a preposition brought."""
        before = self.last
        if before is None or self.cur.verb is not None or self.cur.subject is not None or not self.cur.links:
            return False
        j = self._past_links(k + 1)
        if self._tag(j) != ",":
            return False
        after = self._item(j + 1)
        named = self.tokens[phrase.head].tag == "P" and self._tag(j + 1) == "W"
        return named or (isinstance(after, NounPhrase) and self._verb_follows(j + 2))

    def _within_for(self, before: "NounPhrase | None") -> bool:
        """The company (in Goris) to leave: what hangs on whom "for" names leaves it open that an infinitive follows."""
        if self.whose_for is None or before is None or before.end != self.prep_at:
            return False
        return self._start_of(before) is self.whose_for[1]

    def _hang(self, prep: str, phrase: NounPhrase, linked: str) -> None:
        """A preposition with its phrase: hung on the clause, and on the phrase right before it."""
        before = self.last
        subject = self.cur.subject
        if (
            prep == "of"
            and self.cur.verb is None
            and isinstance(subject, NounPhrase)
            and self.tokens[self.prep_at - 1].tag == ","
        ) and self.tokens[subject.end].tag == ",":
            subject.links.append((prep, phrase))
            return
        if prep == "for" and self.tokens[phrase.head].tag != "Z":
            self.whose_for = (before if before is not None and before.end == self.prep_at else None, phrase)
        elif not self._within_for(before):
            self.whose_for = None
        if self.past_date[0] == self.prep_at and self.past_date[1] is not None:
            before = self.past_date[1]
            before.links.append((prep, phrase))
        elif before is not None and before.end == self.prep_at:
            verb = self.cur.verb
            rids = verb is not None and bool(set(verb.lemmas) & _OF_VERBS)
            country = prep == "to" and self.tokens[before.head].kind in ("country", "capital", "person")
            if country and (outer := self._outer_phrase(before)) is not None:
                by = any(p == "by" and q is before for p, q in outer.links)
                before = outer if by or self.cur.verb is None else before
            if (
                prep == "of"
                and self.tokens[before.head].kind in _NAMED
                and not rids
                and (outer := self._outer_phrase(before)) is not None
            ):
                outer.links.append((prep, phrase))
                return
            before = self._past_name(prep, phrase, before)
            before.links.append((prep, phrase))
            if prep == "of":
                verb = self.cur.verb
                if (
                    verb is None
                    or not set(verb.lemmas) & _OF_VERBS
                    or not self.cur.objects
                    or before in self.cur.objects
                ) and not (verb is not None and set(verb.lemmas) & _OF_VERBS and before in self.cur.objects):
                    return
                before.links.pop()
        self.cur.links.append((prep, phrase))

    def _past_name(self, prep: str, phrase: NounPhrase, before: NounPhrase) -> NounPhrase:
        """Talks in Tehran on the sale: no name has a subject matter, what it stands by has."""
        if prep not in ("on", "about", "over", "for") or self.tokens[before.head].kind not in _NAMED:
            return before
        if self.tokens[phrase.head].tag == "Z" or (outer := self._outer_phrase(before)) is None:
            return before
        return outer if self.tokens[outer.head].word.senses & _ON_MATTERS else before

    def _joins(self, k: int, phrase: NounPhrase, linked: str) -> bool:
        """Whether the phrase goes on a list rather than begins a clause."""
        if linked in (",", "and", "or") and self._where_they_are(phrase):
            return True
        if linked == "and" and self._beside_whom(phrase) is not None:
            return True
        if linked in ("and", "or") and self._owed_outside(k):
            return True
        if self.cur.verb is not None and (self._verb_follows(k + 1) or self._acts_after(k, linked)):
            return False
        if (self.tokens[self.last.head].tag == "Z") != (self.tokens[phrase.head].tag == "Z"):  # type: ignore[union-attr]
            return False
        if linked == ",":
            owner = self._first_of(self.last)  # type: ignore[arg-type]
            return self._list_goes_on(k) and (self._alike(phrase) or self._like_it(owner, phrase) is not owner)
        if linked == "and" and self.cur.verb is None and self._begins_anew(phrase):
            return not self._verb_follows(k + 1)
        return linked in ("and", "or", "&", "as well as", "but", "nor")

    def _owed_outside(self, k: int) -> bool:
        """Shops that sold tea and bread to them are closing: the only verb to come is owed to the outer subject."""
        waiting = self._waiting() if self.cur.verb is not None and self._tag(k - 2) != "," else None
        return waiting is not None and isinstance(waiting.subject, NounPhrase) and self._last_verb(k + 1)

    def _where_they_are(self, phrase: NounPhrase) -> bool:
        """The posts located in A, B, and C will close, pulling back from A and B is unwise: one more place in the aside
        or the gerund, the verb is owed to the posts, to the pulling back."""
        verb, last = self.cur.verb, self.last
        if verb is None or verb.form not in ("pp", "ing") or last is None:
            return False
        kinds = self.tokens[last.head].kind, self.tokens[phrase.head].kind
        waiting = self._waiting() if kinds[0] == kinds[1] and kinds[0] in _WHERE else None
        return waiting is not None and (waiting.subject is not None or self.cur.role == "free")

    def _beside_whom(self, phrase: NounPhrase) -> Clause | None:
        """A, who heads an office in Armenia, and B signed it: the clause of the person that still waits for its verb,
        where a person stands beside a place."""
        last = self.last
        if last is None or not self._named(phrase) or self.tokens[last.head].kind not in _WHERE:
            return None
        waiting = self._waiting()
        if waiting is None or not isinstance(waiting.subject, NounPhrase):
            return None
        return waiting if self._named(waiting.subject) else None

    def _named(self, phrase: NounPhrase) -> bool:
        """Whether the phrase is the name of a person, known or not."""
        token = self.tokens[phrase.head]
        return token.kind == "person" or (token.tag == "P" and token.mention is None)

    def _alike(self, phrase: NounPhrase) -> bool:
        one, other = self.tokens[self.last.head], self.tokens[phrase.head]  # type: ignore[union-attr]
        if one.tag == "P" and one.places and other.tag == "N" and not other.word.senses & _GROUNDS:
            return False
        if one.places or other.places or one.kind == "place" or other.kind == "place":
            return (one.kind == "place") == (other.kind == "place") or bool(one.places) == bool(other.places)
        return True

    def _join(self, phrase: NounPhrase, linked: str) -> None:
        first = self.last
        assert first is not None
        owner = self._first_of(first)
        if (
            linked == "nor"
            and isinstance(self.cur.subject, NounPhrase)
            and self.cur.verb is None
            and self.tokens[self.cur.subject.start].low == "neither"
        ):
            owner = self.cur.subject
            phrase.negated = True
        if linked == "but" and (denied := self._not_that()) is not None:
            owner = denied
        owner = self._like_it(owner, phrase)
        if (waiting := self._beside_whom(phrase)) is not None:
            self.cur, owner = waiting, waiting.subject  # type: ignore[assignment]
        owner.also.append(phrase)
        self.last = phrase
        self._firsts[id(phrase)] = owner

    def _not_that(self) -> NounPhrase | None:
        """Not a withdrawal from the bloc but a freeze, is no exit but a pause: what is not meant, beside which stands
        what is."""
        cur = self.cur
        if cur.verb is not None and cur.verb.copula and cur.verb.negated and cur.predicate is not None:
            cur.verb.negated, cur.predicate.negated = False, True
            return cur.predicate
        held = (*cur.objects[-1:], cur.predicate, cur.subject if cur.verb is None else None)
        return next((p for p in held if isinstance(p, NounPhrase) and self.tokens[p.start].low in _NOT_A), None)

    def _like_it(self, owner: NounPhrase, phrase: NounPhrase) -> NounPhrase:
        """Troops in Gyumri and guards at the border: men beside men, where the name of a town stands between."""
        men = self.tokens[phrase.head].word.senses & MEN_OR_POSTS
        if self.tokens[owner.head].kind != "place" or self.tokens[phrase.head].tag != "N" or not men:
            return owner
        around = [*self.cur.objects, self.cur.subject, self.cur.predicate]
        for held in (q for p in around if isinstance(p, NounPhrase) for q in p.all()):
            like = self.tokens[held.head].word.senses & MEN_OR_POSTS
            if like and any(linked is owner for _, linked in held.links):
                return self._first_of(held)
        return owner
