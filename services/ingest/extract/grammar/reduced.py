"""Pass 7b. Whether a form like "located" is a participle beside its noun or a verb in the past."""

from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import NounPhrase, VerbGroup
from services.ingest.extract.grammar.walk import Walk
from services.ingest.extract.words.word_sets import word_set

SUBJECT_PRONOUNS = frozenset({"they", "we", "he", "she", "i"})
HARD = frozenset({";", "—", "–", ":", "(", ")", ".", "?", "!", "…"})
_ACTORS = frozenset({"country", "capital", "person", "organisation", "firm", "metonym"})
_NOMINATIVE = word_set("clauses.nominative")
_PUT = frozenset({"locate", "situate", "station", "base", "garrison", "quarter", "house", "billet", "post"})
"""What stands somewhere was put there: without an object no verb in the past, where another verb comes."""
_TWO_OBJECTS = word_set("clauses.two_objects")
_NEVER_REDUCED = word_set("clauses.never_reduced")
_STANDING = word_set("clauses.standing")


class Reduced(Walk):
    """Past forms told apart by what stands around them."""

    def _finite_to_come(self, k: int) -> bool:
        linked = False
        for j in range(k, len(self.items)):
            item = self.items[j]
            linked = linked or self._tag(j) == "C"
            if linked and isinstance(item, NounPhrase) and self.tokens[item.head].low in SUBJECT_PRONOUNS:
                return False
            if (
                isinstance(item, VerbGroup)
                and item.form in ("finite", "past|pp")
                and (item.form == "finite" or not self._reduced_at(j, item))
            ):
                return True
            if self._tag(j) in HARD or self._tag(j) in ("B",):
                return False
        return False

    def _finite_directly(self, k: int) -> bool:
        """A gerund as subject: no comma before the finite verb."""
        for j in range(k + 1, len(self.items)):
            item = self.items[j]
            if isinstance(item, VerbGroup) and item.form in ("finite", "past|pp") and self._tag(j - 1) != "C":
                return True
            if self._tag(j) in HARD or self._tag(j) in (",", "B"):
                return False
        return False

    def _by_somebody(self, k: int) -> bool:
        """Took over the posts held by Russians: whoever does it stands behind "by"."""
        doer = self._item(k + 1)
        if self._low(k) != "by" or not isinstance(doer, NounPhrase):
            return False
        head = self.tokens[doer.head]
        return bool(head.word.senses & {"force", "force?", "human", "state"}) or head.kind in (
            "country",
            "force",
            "person",
        )

    def _reduced_at(self, k: int, group: VerbGroup) -> bool:
        """Whether a form like "located" is a participle beside its noun rather than a verb in the past."""
        before = self._item(k - 1)
        sure = self._surely_reduced(k, group, before)
        if sure is not None:
            return sure
        if isinstance(before, NounPhrase):
            return self._reduced_beside(k, before)
        cur = self.cur
        after_comma = self._tag(k - 1) == ","
        holder = cur if cur.verb is None else self._waiting()
        if after_comma and holder is not None and isinstance(holder.subject, NounPhrase):
            return self._finite_to_come(k + 1)
        if k == 0:
            return True
        if after_comma and cur.verb is not None:
            return (
                not self._speechlike(group)
                and (self._tag(k + 1) in ("I", "K") or self._low(k + 1) == "by")
                and (self._waiting() is None)
            )
        return False

    def _surely_reduced(self, k: int, group: VerbGroup, before: object) -> bool | None:
        """What the words right around decide; None where more must be asked."""
        if (
            (
                self.cur.verb is not None
                and self.cur.verb.form in ("ing", "inf")
                and set(self.cur.verb.lemmas) & {"have", "get"}
            )
            and before in self.cur.objects
            and not isinstance(self._item(k + 1), NounPhrase)
        ):
            return True
        if (
            (
                "leave" in group.lemmas
                and isinstance(before, NounPhrase)
                and before in self.cur.objects
                and self.cur.verb is not None
            )
            and self.cur.verb.lemmas == ("have",)
            and not isinstance(self._item(k + 1), NounPhrase)
        ):
            return True
        plain = self._plainly_reduced(k, group, before)
        if plain is not None:
            return plain
        cur = self.cur
        if (
            isinstance(before, NounPhrase)
            and self.tokens[before.head].low in SUBJECT_PRONOUNS
            and self._tag(k - 2) != "I"
        ):
            return False
        if isinstance(before, NounPhrase) and cur.verb is not None and cur.role == "adv" and cur.verb.form != "finite":
            outer = self._waiting()
            if (
                outer is not None
                and outer.subject is None
                and self._comma_before(before, k)
                and not self._finite_to_come(k + 1)
            ):
                return False
        waiting = self._waiting() if cur.verb is not None else None
        if (
            waiting is not None
            and waiting.subject is not None
            and isinstance(before, NounPhrase)
            and before is not waiting.subject
            and not self._finite_to_come(k + 1)
            and cur.verb.form == "inf"  # type: ignore[union-attr]
        ):
            return False
        if self._tag(k - 1) in ("C", "B", "W", "O") or self._low(k - 1) in ("that", "who"):
            return (
                self._low(k - 1) in ("if", "as", "when", "although", "though", "once", "unless")
                and self._tag(k + 1) != ""
                and not isinstance(self._item(k + 1), NounPhrase)
            )
        return None

    def _plainly_reduced(self, k: int, group: VerbGroup, before: object) -> bool | None:
        """What the verb itself and its object decide; None where more must be asked."""
        if self.cur.role == "free" and self.cur.verb is None and before is self.cur.subject is not None:
            return False
        if set(group.lemmas) <= _STANDING or (set(group.lemmas) & _NEVER_REDUCED and self._tag(k + 1) != "I"):
            return False
        says = "say" in group.lemmas and isinstance(before, NounPhrase) and self.tokens[before.head].tag == "P"
        if says or self._object_told(before):
            return False
        if self.tokens[group.start].low == "not" and group.start != group.head and isinstance(before, NounPhrase):
            return True
        if isinstance(before, NounPhrase) and self.cur.verb is not None and self._by_somebody(k + 1):
            return True
        if self._has_object(k + 1) and not set(group.lemmas) & _TWO_OBJECTS and self._may_be_subject(k):
            return False
        if (
            isinstance(before, NounPhrase)
            and self.cur.verb is None
            and set(group.lemmas) & _PUT
            and not self._has_object(k + 1)
        ):
            return True if any(isinstance(v, VerbGroup) and v.form == "finite" for v in self.items[k + 1 :]) else None
        return None

    def _reduced_beside(self, k: int, before: NounPhrase) -> bool:
        """Beside a noun: whether another verb is owed to it."""
        cur = self.cur
        if self.tokens[before.head].low in _NOMINATIVE or self._low(k - 2) in ("that", "which", "whom"):
            return False
        if cur.role == "rel" and cur.marker in ("that", "which", "whom") and self._subject_of(cur, before):
            return False
        if self._contact(k):
            return False
        linked = self._tag(k - 2) == "I"
        if linked or (cur.verb is None and self._tag(k - 2) == "C" and self._in_list(k - 2)):
            holder = cur if cur.verb is None else self._waiting()
            if holder is None or holder.subject is None:
                return not (isinstance(self._item(k + 1), NounPhrase) and cur.verb is None and holder is None)
            if linked:
                return self._finite_after(k)
        if cur.verb is None:
            return self._finite_after(k)
        if before in cur.objects or before is cur.predicate or (before is cur.subject and cur.verb is not None):
            if self._waiting() is not None:
                return self._finite_after(k)
            return self.tokens[before.head].tag != "O"
        return self._finite_after(k)

    def _object_told(self, before: object) -> bool:
        """The summit that Pashinyan graced: the pronoun is the object, so the phrase before is the subject."""
        cur = self.cur
        return (
            cur.role == "rel"
            and cur.verb is None
            and cur.marker in ("that", "which", "who", "whom")
            and cur.subject is before
            and before is not cur.antecedent
        )

    def _has_object(self, k: int) -> bool:
        """Whether a noun phrase that is no date follows at once: what has an object is no participle in the passive."""
        item = self._item(k)
        if not isinstance(item, NounPhrase) or self.tokens[item.head].tag == "Z":
            return False
        return self._tag(k + 1) not in ("K", "R") or self._low(k + 1) not in (
            "away",
            "ago",
            "earlier",
            "later",
            "north",
        )

    def _may_be_subject(self, k: int) -> bool:
        """Whether the phrase before item `k` still waits for a verb."""
        before = self._item(k - 1)
        if not isinstance(before, NounPhrase):
            return False
        holder = self.cur if self.cur.verb is None else self._waiting()
        return holder is not None

    def _contact(self, k: int) -> bool:
        """The missiles Armenia bought have arrived: a name right behind a noun, then what it did."""
        noun, name = self._item(k - 2), self._item(k - 1)
        if not isinstance(noun, NounPhrase) or not isinstance(name, NounPhrase) or noun.end != name.start:
            return False
        return self.tokens[noun.head].tag == "N" and self.tokens[name.head].kind in _ACTORS

    def _subject_of(self, clause: Clause, phrase: NounPhrase) -> bool:
        """Whether a phrase ends the subject, still without verb, that opens a relative clause: that Delhi and Yerevan
        signed."""
        subject = clause.subject
        if clause.verb is not None or not isinstance(subject, NounPhrase) or subject is clause.antecedent:
            return False
        return phrase is subject or phrase in subject.also

    def _finite_after(self, k: int) -> bool:
        """Whether a further verb follows that has the same subject: posts located in A will close."""
        comma = -1
        for j in range(k + 1, len(self.items)):
            item = self.items[j]
            comma = j if self._tag(j) == "," else comma
            if isinstance(item, VerbGroup):
                if item.form not in ("finite", "past|pp"):
                    if item.form == "inf":
                        return False
                    continue
                before = self._item(j - 1)
                if comma > 0 and self._own_subject(comma + 1, j):
                    return False
                if isinstance(before, NounPhrase):
                    return (
                        self._tag(j - 2) == "I"
                        or self.tokens[before.head].tag == "Z"
                        or (self._tag(j - 2) == "C" and self._in_list(j - 2))
                    )
                if self._tag(j - 1) == "," and self._between_commas(k):
                    return True
                return self._tag(j - 1) not in ("C", ",", "B", "W") and self._low(j - 1) != "that"
            if self._tag(j) in HARD or self._tag(j) in ("B", "W"):
                return False
        return False

    def _own_subject(self, k: int, verb: int) -> bool:
        """Whether a phrase right behind a comma, with its links, is the subject of the verb at `verb`."""
        if self._tag(k - 2) == "Z" or not isinstance(self._item(k), NounPhrase):
            return False
        j = self._past_links(k + 1)
        return j == verb and self.cur.marker in (
            "when",
            "where",
            "after",
            "before",
            "while",
            "as",
            "since",
            "once",
            "if",
        )

    def _between_commas(self, k: int) -> bool:
        """Whether item `k` stands in an aside: PACE, in a text adopted on Monday, invited …"""
        subject = self.cur.subject if self.cur.verb is None else None
        if not isinstance(subject, NounPhrase):
            return False
        for j in range(k - 1, -1, -1):
            if self._tag(j) == ",":
                return True
            if self.items[j] is subject:
                return False
        return False

    def _in_list(self, k: int) -> bool:
        """An "and" between phrases behind a preposition: in A, B and C."""
        j = k - 1
        while isinstance(self._item(j), NounPhrase) and self._tag(j - 1) == ",":
            j -= 2
        return isinstance(self._item(j), NounPhrase) and self._tag(j - 1) == "I"
