"""Pass 7c. What comes later in a sentence, seen without going there."""

from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import NounPhrase, VerbGroup
from services.ingest.extract.grammar.reduced import HARD, SUBJECT_PRONOUNS, Reduced
from services.ingest.extract.grammar.walk import MODAL
from services.ingest.extract.operators.operator_table import rows
from services.ingest.extract.words.bare_verbs import LETTING
from services.ingest.extract.words.word_sets import word_set

_ONE_MORE = word_set("clauses.one_more")
DEMANDING = word_set("clauses.demanding")
_OBJECT_CONTROL = word_set("clauses.object_control")
MAKING = LETTING | {"see", "have"}


class Ahead(Reduced):
    """Looking ahead for verbs, subjects and ends."""

    def _verb_before_comma(self, k: int) -> bool:
        """Whether a finite verb comes before the next comma."""
        for j in range(k, len(self.items)):
            item = self.items[j]
            if isinstance(item, VerbGroup):
                if item.form in ("finite", "past|pp"):
                    return True
            elif self._tag(j) in HARD or self._tag(j) in (",", "B", "W"):
                return False
        return False

    def _verb_after_aside(self, k: int) -> bool:
        """The chief of staff, A B, visited: behind a phrase its other name between commas, then the verb."""
        j = self._past_links(k)
        name = self._item(j + 1)
        return (
            self._tag(j) == "," and isinstance(name, NounPhrase) and self.tokens[name.head].kind == "person"
            and self._tag(j + 2) == "," and self._verb_follows(j + 3)
        )  # fmt: skip

    def _clause_to_come(self, k: int) -> bool:
        """And for now they stay: behind "and" an adjunct, then a subject with its verb."""
        if self.cur.verb is None:
            return False
        j = self._past_links(k + 1)
        if self._tag(j) == ",":
            j += 1
        phrase = self._item(j)
        return isinstance(phrase, NounPhrase) and self.tokens[phrase.head].tag != "Z" and self._verb_follows(j + 1)

    def _dated_verb_to_come(self, k: int, phrase: NounPhrase, linked: str) -> bool:
        """Froze it in March and in May stopped paying: behind "and" a date, then a verb of the same subject."""
        verb = self.cur.verb
        if linked not in ("and", "but", "then") or verb is None or verb.form not in ("finite", "past|pp", "inf"):
            return False
        if self.tokens[phrase.head].tag != "Z":
            return False
        j = k + 1
        while self._tag(j) == "R":
            j += 1
        group = self._item(j)
        return isinstance(group, VerbGroup) and group.form in ("finite", "past|pp")

    def _begins_anew(self, phrase: NounPhrase) -> bool:
        """No list: he and she are subjects; one more raid and the guards leave."""
        first = self.cur.subject
        mine = isinstance(first, NounPhrase) and self.tokens[first.start].low in ("my", "your", "our")
        if self.tokens[phrase.head].low in SUBJECT_PRONOUNS and not mine:
            return True
        if not isinstance(first, NounPhrase) or self.tokens[first.start].low not in _ONE_MORE:
            return False
        return not self.tokens[first.head].word.senses & {"force", "envoy", "post"}

    def _acts_after(self, k: int, linked: str) -> bool:
        """Behind a comma and "and", a phrase with a past form that has an object: , and two officials named Armenia."""
        if linked not in ("and", "but") or self._tag(k - 2) != ",":
            return False
        j = self._past_links(k + 1)
        verb, after = self._item(j), self._item(j + 1)
        return (
            isinstance(verb, VerbGroup) and verb.form == "past|pp" and isinstance(after, NounPhrase)
            and self.tokens[after.head].tag != "Z"
        )  # fmt: skip

    def _list_goes_on(self, k: int) -> bool:
        """After this phrase: a comma or "and" with a further phrase of the list."""
        j = self._past_links(k + 1)
        if self._tag(j) == "C":
            return True
        if self._tag(j) == "," and isinstance(self._item(j + 1), NounPhrase):
            return self._list_goes_on(j + 1)
        return self._tag(j) == "," and self._tag(j + 1) == "C"

    def _verb_follows(self, k: int) -> bool:
        """Whether a finite verb group follows the phrase just before item `k`, over its links and adverbs."""
        j = k
        while j < len(self.items):
            item = self.items[j]
            if isinstance(item, VerbGroup) and item.form == "ing" and self._tag(j - 1) == "I":
                j += 2 if isinstance(self._item(j + 1), NounPhrase) else 1
                continue
            if isinstance(item, VerbGroup):
                if item.form == "finite" and self._inversion(j, item):
                    return False
                if item.form == "past|pp" and self._tag(k - 2) == "," and self._speechlike(item) and self._ends(j + 1):
                    return True
                if item.form == "ing" and j == k and isinstance(self._item(j + 1), NounPhrase):
                    return self._verb_follows(j + 2)
                return item.form == "finite" or (item.form == "past|pp" and not self._reduced_at(j, item))
            if isinstance(item, NounPhrase):
                if self._tag(j - 1) != "I" and self.tokens[item.head].tag != "Z":
                    return False
            elif self._tag(j) not in ("I", "R", "K", '"'):
                if self._tag(j) == "W":
                    return self._verb_after_relative(j)
                return self._low(j) == "that" and self._verb_after_content(j)
            j += 1
        return False

    def _ends(self, k: int) -> bool:
        """Whether nothing follows but a date, a listener, or how it was said."""
        return not any(isinstance(item, VerbGroup) and item.form == "finite" for item in self.items[k : k + 6])

    def _verb_after_relative(self, k: int) -> bool:
        seen = 0
        aside = self._tag(k - 1) == ","
        for j in range(k + 1, min(len(self.items), k + 14)):
            item = self.items[j]
            if not aside and self._tag(j) == "," and isinstance(self._item(j + 1), NounPhrase):
                return False
            if isinstance(item, VerbGroup) and item.form in ("finite", "past|pp") and not self._made_to(j, item):
                seen += 1
                if seen == 2:
                    return True
            elif self._tag(j) in HARD or self._tag(j) in ("C", "B"):
                return False
        return False

    def _verb_after_content(self, k: int) -> bool:
        """Said reports that they had left were false: behind the content of a noun the verb that it is subject of."""
        first: VerbGroup | None = None
        for j in range(k + 1, len(self.items)):
            item, before = self.items[j], self._item(j - 1)
            if isinstance(item, VerbGroup) and first is None and item.form in ("finite", "past|pp"):
                first = item
            elif isinstance(item, VerbGroup) and first is not None and item.form == "finite":
                if isinstance(before, NounPhrase) and self._tag(j - 2) != "I" and self.tokens[before.head].tag != "Z":
                    return isinstance(self._item(j - 2), VerbGroup) and not set(first.lemmas) & self.clausal
                return True
            elif self._tag(j) in HARD or self._tag(j) in ("C", "B", "W"):
                return False
        return False

    def _made_to(self, j: int, group: VerbGroup) -> bool:
        """A deal that will see the guards leave: a bare verb behind the one that somebody is seen or made to do."""
        verb, alone = self._item(j - 2), group.start == group.head and "base" in self.tokens[group.head].word.forms
        if not alone or not isinstance(verb, VerbGroup) or not isinstance(self._item(j - 1), NounPhrase):
            return False
        return bool(set(verb.lemmas) & MAKING)

    def _fronted_link(self, phrase: NounPhrase) -> bool:
        """They left A in May, from B they will go in June: behind the comma a link, then a pronoun as subject."""
        cur = self.cur
        if (
            self.tokens[phrase.head].low not in SUBJECT_PRONOUNS
            or cur.verb is None
            or not cur.links
            or self.prep_at < 1
        ):
            return False
        return cur.links[-1][1] is self.last and self.tokens[self.prep_at - 1].tag == ","

    def _behind_preposition(self) -> bool:
        """Spoke of the fighters Armenia ordered: the phrase last seen hangs on a preposition of the clause in hand."""
        return any(linked is self.last and prep in ("of", "about", "on", "over") for prep, linked in self.cur.links)

    def _last_verb(self, k: int) -> bool:
        """Whoever says he announced it is wrong: the verb that follows is owed to the outer subject."""
        for j in range(k, len(self.items)):
            item = self.items[j]
            if isinstance(item, VerbGroup) and item.form == "finite":
                return not self._finite_to_come(j + 1)
            if isinstance(item, VerbGroup) or self._tag(j) in HARD or self._tag(j) in ("B", ","):
                return False
        return False

    def _wants_object(self, k: int) -> bool:
        """Sign the declaration adopted there: a verb that tells nothing takes what stands right behind it."""
        verb = self.cur.verb
        return (
            verb is not None
            and not verb.passive
            and isinstance(self._item(k - 1), VerbGroup)
            and not self._has_object(k + 2)
        )

    def _signed_by(self, k: int, phrase: NounPhrase) -> bool:
        """Under the protocol both sides signed, …: a verb without object, then a comma."""
        before = self.last
        if before is None or before.end != phrase.start or self.tokens[before.head].tag != "N":
            return False
        after = self._item(k + 3)
        return (
            isinstance(self._item(k + 1), VerbGroup)
            and self._tag(k + 2) == ","
            and isinstance(after, NounPhrase)
            and self._verb_follows(k + 4)
            and not self._speech_tag(k + 3)
        )

    def _speech_tag(self, k: int) -> bool:
        """Whether the phrase at `k` with the verb after it only says who spoke: , the ministry said."""
        j = k + 1
        while j < len(self.items) and not isinstance(self.items[j], VerbGroup):
            j += 1
        group = self._item(j)
        phrase = self.items[k]
        assert isinstance(phrase, NounPhrase)
        if not isinstance(group, VerbGroup) or not set(group.lemmas) & self.speech or not self._speaks(phrase):
            return False
        if set(group.lemmas) & DEMANDING and self._low(j + 1) == "for":
            return False
        for n in range(j + 1, len(self.items)):
            item = self.items[n]
            if isinstance(item, VerbGroup):
                if group.passive and item.form == "inf" and set(item.lemmas) & self.speech:
                    return True
                return item.form not in ("finite", "inf")
            if self._low(n) == "as" and isinstance(after := self._item(n + 1), VerbGroup) and after.form == "ing":
                return True
            if self._tag(n) in ("B",) or self._low(n) == "that":
                return False
            if self._tag(n) in HARD or self._tag(n) == ",":
                return True
        return True

    def _interposed(self, k: int) -> bool:
        """Whether the phrase at `k` with its verb only says who speaks, in the middle: guards, he said, will leave."""
        phrase, group = self.items[k], self._item(k + 1)
        assert isinstance(phrase, NounPhrase)
        if not isinstance(group, VerbGroup) or not set(group.lemmas) & (self.speech | DEMANDING):
            return False
        if not self._speaks(phrase):
            return False
        for n in range(k + 2, len(self.items)):
            item = self.items[n]
            if self._tag(n) == ",":
                return any(
                    isinstance(i, VerbGroup) and i.form in ("finite", "past|pp") for i in self.items[n + 1 : n + 12]
                )
            if isinstance(item, VerbGroup) or self._tag(n) in HARD or self._tag(n) in ("B", "W", "C"):
                return False
        return False

    def _infinitive_before(self, group: VerbGroup) -> Clause | None:
        """To stop checking passports and go home: a bare verb after "and" goes on the infinitive before it."""
        if group.start != group.head or group.tense != "pres" or group.negated:
            return None
        forms = self.tokens[group.head].word.forms
        if "base" not in forms or forms & {"past", "s"}:
            return None
        clause: Clause | None = self.cur
        while clause is not None:
            if clause.verb is not None and clause.verb.form == "inf":
                return clause
            if clause.verb is not None and clause.verb.form == "finite" and clause.verb.tense in MODAL:
                return None
            clause = self._outer(clause)
        return None

    def _noun_takes_infinitive(self, phrase: "NounPhrase | None", group: VerbGroup) -> bool:
        """Order, plan, decision, request, call to …"""
        if phrase is None:
            return False
        token = self.tokens[phrase.head]
        senses = token.word.senses
        if senses & {"op", "agreement", "hope", "notice", "report"} or _takes_infinitive(token.word.noun):
            lemmas = set(self.cur.verb.lemmas) if self.cur.verb is not None else set()
            return not (lemmas & _OBJECT_CONTROL)
        return False


def _takes_infinitive(noun: str) -> bool:
    return any(not row.literal and (not row.via or "comp" in row.via) for row in rows().get((noun, "n"), ()))
