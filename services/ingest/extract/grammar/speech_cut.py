"""Pass 6c. Where a tag of speech begins and ends among the phrases and words of a sentence."""

from services.ingest.extract.grammar.items import HARD, Items
from services.ingest.extract.grammar.phrase import NounPhrase, VerbGroup
from services.ingest.extract.operators.operator_table import uttering
from services.ingest.extract.words.tokens import Token
from services.ingest.extract.words.word_sets import word_set

_TELLING = word_set("speech_tags.telling")
_ASKING = word_set("speech_tags.asking")
_ANSWERING = frozenset({"answer", "reply", "respond", "counter", "react", "meet"})
_LET = frozenset({"let", "make"})
_LET_OUT = frozenset({"slip", "known", "understood", "clear", "plain", "drop"})
_SURE = word_set("speech_tags.sure")
_OPENERS = word_set("speech_tags.openers")
_RUMOURS = word_set("attribution.rumours")


def says_something(tokens: list[Token], items: list[object]) -> bool:
    """Whether any verb among the items can be that of a tag."""
    said = uttering()
    return any(
        isinstance(item, VerbGroup)
        and (
            not (said.isdisjoint(item.lemmas) and _LET.isdisjoint(item.lemmas))
            or any(token.low in _SURE for token in tokens[item.head : item.end + 1])
        )
        for item in items
    )


class Cut(Items):
    """The search for tags in one sentence."""

    def __init__(self, tokens: list[Token], items: list[object]) -> None:
        super().__init__(tokens, items)
        self.verbs = uttering()

    def tag_at(self, k: int) -> tuple[int, list[object]] | None:
        """Where the tag that begins at item `k` ends, and its items; None where none begins."""
        if not self._parted(k):
            return None
        item = self.items[k]
        if isinstance(item, VerbGroup):
            return self._inverted(k, item)
        if not isinstance(item, NounPhrase) or not self.speaks(item):
            return None
        verb = self._verb_of(k)
        if verb is None:
            return None
        end = self._end(verb)
        if end is None or not (self._content_before(k) or self._content_after(end) or self._closes(verb, end)):
            return None
        return end, self.items[k:end]

    # -- before the verb -----------------------------------------------------------------------------------------------

    def _parted(self, k: int) -> bool:
        """A comma or the end of a quotation stands before it."""
        j = k - 1
        while j >= 0 and self.tag(j) == '"':
            j -= 1
        return j >= 0 and (self.tag(j) == "," or (j < k - 1 and self.tag(j) in HARD))

    def _verb_of(self, k: int) -> int | None:
        """The verb of saying whose subject is the phrase at `k`, over what describes it."""
        j = k + 1
        while j < len(self.items):
            item, tag = self.items[j], self.tag(j)
            if isinstance(item, VerbGroup):
                return j if self._says(j, item) else None
            if isinstance(item, NounPhrase):
                if self.tag(j - 1) not in ("I", ",") and self.tokens[item.head].date is None:
                    return None
                if self.tag(j - 1) == "," and self.tag(j + 1) != ",":
                    return None
            elif tag == "W":
                after = self._after_relative(j)
                if after is None:
                    return None
                j = after
                continue
            elif tag == "C":
                other = self.items[j + 1] if j + 1 < len(self.items) else None
                if not isinstance(other, NounPhrase) or not self.speaks(other) or not self._two(k, j):
                    return None
                j += 1
            elif tag not in ("I", ",", "R", '"') and not (tag == "A" and self.tag(j + 1) == "I"):
                return None
            j += 1
        return None

    def _two(self, k: int, j: int) -> bool:
        """Writers and film-makers urge: both are common nouns, told without a place between."""
        first, other = self.items[k], self.items[j + 1]
        return j == k + 1 and all(self.tokens[p.head].tag == "N" for p in (first, other) if isinstance(p, NounPhrase))

    def _after_relative(self, j: int) -> int | None:
        """Past "who crossed on Sunday": at the second verb."""
        verbs = 0
        for n in range(j + 1, min(len(self.items), j + 10)):
            if isinstance(self.items[n], VerbGroup):
                verbs += 1
                if verbs == 2:
                    return n
            elif self.tag(n) in HARD:
                return None
        return None

    def _says(self, j: int, group: VerbGroup) -> bool:
        sure = self._is_sure(j, group)
        if group.form not in ("finite", "past|pp") or (group.passive and not sure and not self._quoted_as(j)):
            return False
        if group.negated or group.tense in ("future", "would"):
            return False
        if group.form == "past|pp" and self.low(j + 1) == "by":
            return False
        return sure or bool(set(group.lemmas) & self.verbs) or self._lets_out(j, group) > 0

    def _is_sure(self, j: int, group: VerbGroup) -> bool:
        """, the Kremlin is convinced, … is adamant: what one is sure of stands around."""
        last = self.tokens[group.head].low if group.passive else self.low(j + 1) if group.copula else ""
        return last in _SURE and (group.passive or self.tag(j + 2) in ",.")

    def _quoted_as(self, j: int) -> bool:
        """Was quoted as saying, is reported as saying."""
        after = self.items[j + 2] if j + 2 < len(self.items) else None
        return self.low(j + 1) == "as" and isinstance(after, VerbGroup)

    def _lets_out(self, j: int, group: VerbGroup) -> int:
        """Let slip, let it be known, made clear, made it plain: how many items belong to the verb; else 0."""
        if not set(group.lemmas) & _LET:
            return 0
        for n in range(j + 1, min(len(self.items), j + 4)):
            item = self.items[n]
            last = self.tokens[item] if isinstance(item, int) else self.tokens[item.end - 1]  # type: ignore[attr-defined]
            if last.low in _LET_OUT:
                return n - j
            if self.tag(n) in HARD or self.tag(n) == ",":
                break
        return 0

    # -- after the verb ------------------------------------------------------------------------------------------------

    def _end(self, verb: int) -> int | None:
        """Where the tag ends; None where the verb goes on to say something."""
        group = self.items[verb]
        assert isinstance(group, VerbGroup)
        j = verb + 1 + self._lets_out(verb, group)
        telling = bool(set(group.lemmas) & (_TELLING | {"quote", "cite"}))
        while j < len(self.items):
            item, tag = self.items[j], self.tag(j)
            if isinstance(item, VerbGroup):
                if item.form not in ("ing", "pp", "past|pp") or self.tag(j - 1) == "W":
                    return None
            elif isinstance(item, NounPhrase):
                if not (
                    self.tag(j - 1) == "I" or self.tokens[item.head].date is not None or self._listens(item, telling)
                ):
                    return None
                telling = False
            elif (tag == "I" and self.low(j) == "with" and set(group.lemmas) & _ANSWERING) or (
                tag == "I" and self.low(j) == "for" and set(group.lemmas) & _ASKING
            ):
                return None
            elif tag == "(" and self.dated(j + 1) and self.tag(j + 2) == ")":
                j += 2
            elif tag in HARD:
                return j
            elif tag == ",":
                return None if self._tells_that(j) else j if not self._goes_on(j + 1) else self._rest(j)
            elif tag == "B" or tag == "W":
                return self._clause_end(j)
            elif tag == "C" and not isinstance(self.items[j - 1], NounPhrase):
                return j
            elif tag == "T":
                return None
            j += 1
        return j

    def _clause_end(self, j: int) -> int | None:
        """A clause behind the verb: "as saying" and "when asked" belong to the tag, "that the guards left" does not."""
        low, after = self.low(j), self.items[j + 1] if j + 1 < len(self.items) else None
        if low == "as" and isinstance(after, VerbGroup) and after.form == "ing":
            n = j + 2
            while n < len(self.items) and self.tag(n) not in HARD and self.tag(n) != ",":
                if self.tag(n) in ("B", "W"):
                    before = self.items[n - 1]
                    rumour = isinstance(before, NounPhrase) and self.tokens[before.head].word.noun in _RUMOURS
                    return self._rest(n) if rumour else None
                if isinstance(self.items[n], NounPhrase) and self.tag(n - 1) != "I":
                    return None
                n += 1
            return n if n >= len(self.items) or not self._goes_on(n + 1) else self._rest(n)
        before = self.items[j - 1]
        if isinstance(before, NounPhrase) and self.tokens[before.head].date is None:
            rumour = self.tokens[before.head].word.noun in _RUMOURS
            if rumour or (self.tag(j) == "W" and low != "that"):
                return self._rest(j)
        return self._rest(j) if low in _OPENERS and not self._content_in(j) else None

    def _content_in(self, j: int) -> bool:
        return self.low(j) == "as" and not isinstance(self.items[j + 1] if j + 1 < len(self.items) else None, VerbGroup)

    def _tells_that(self, j: int) -> bool:
        """Told his colleague, A B, that: the comma only parts a name from its title."""
        name = self.items[j + 1] if j + 1 < len(self.items) else None
        return isinstance(name, NounPhrase) and self.tag(j + 2) == "," and self.low(j + 3) == "that"

    def _goes_on(self, j: int) -> bool:
        """After the comma: citing a source, referring to, who had: still the tag."""
        item = self.items[j] if j < len(self.items) else None
        if isinstance(item, VerbGroup):
            return item.form == "ing"
        return self.tag(j) == "W"

    def _rest(self, j: int) -> int:
        """The end of the stretch up to the next sign that parts sentences."""
        while j < len(self.items) and self.tag(j) not in HARD:
            j += 1
        return j

    def _listens(self, phrase: NounPhrase, telling: bool) -> bool:
        """Whom one tells something: reporters, Interfax, the mayor."""
        token = self.tokens[phrase.head]
        if token.kind == "outlet" or token.low in ("so", "this", "it", "him", "her", "them", "us", "me"):
            return telling or token.kind == "outlet"
        return telling and (self.speaks(phrase) or token.tag == "N")

    # -- around --------------------------------------------------------------------------------------------------------

    def _inverted(self, k: int, group: VerbGroup) -> tuple[int, list[object]] | None:
        """Said X, reports X: the speaker stands after the verb."""
        if group.form not in ("finite", "past|pp") or group.passive or group.negated:
            return None
        if not set(group.lemmas) & self.verbs or set(group.lemmas) & (_TELLING | {"quote", "cite"}):
            return None
        after = self.items[k + 1] if k + 1 < len(self.items) else None
        if not isinstance(after, NounPhrase) or not self.speaks(after) or self.tokens[after.head].date is not None:
            return None
        end = self._end_inverted(k + 2)
        if end is None or not (self._content_before(k) or self._closes(k, end)):
            return None
        return end, [*self.items[k + 1 : end], group]

    def _closes(self, verb: int, end: int) -> bool:
        """Pullout under way, says mayor: in the present, at the end of a title without a verb."""
        group = self.items[verb]
        last = end >= len(self.items) or (self.tag(end) in HARD and end + 1 >= len(self.items))
        return last and isinstance(group, VerbGroup) and group.tense == "pres" and group.form == "finite"

    def _end_inverted(self, j: int) -> int | None:
        while j < len(self.items):
            item, tag = self.items[j], self.tag(j)
            if isinstance(item, VerbGroup):
                return None
            if isinstance(item, NounPhrase):
                if self.tag(j - 1) not in ("I", ",") and self.tokens[item.head].date is None:
                    return None
            elif tag in HARD:
                return j
            elif tag == ",":
                after = self.items[j + 1] if j + 1 < len(self.items) else None
                named = isinstance(after, NounPhrase) and (j + 2 >= len(self.items) or self.tag(j + 2) in HARD)
                if named:
                    return j + 2
                return j if not self._goes_on(j + 1) else self._rest(j)
            elif tag in ("B", "W", "C"):
                return self._rest(j) if tag == "W" or self.low(j) in _OPENERS else j if tag == "C" else None
            j += 1
        return j

    def _content_before(self, k: int) -> bool:
        """A verb before it, up to the last sign that parts sentences: something that is said."""
        j = k - 1
        while j >= 0 and self.tag(j) == '"':
            j -= 1
        if j >= 0 and self.tag(j) in HARD:
            return True
        seen = False
        while j >= 0 and self.tag(j) not in HARD:
            if isinstance(self.items[j], VerbGroup):
                return True
            seen = seen or self.tag(j) == '"'
            j -= 1
        return seen

    def _content_after(self, end: int) -> bool:
        """A comma closes it and the sentence goes on with a verb."""
        if self.tag(end) != ",":
            return False
        for j in range(end + 1, len(self.items)):
            if isinstance(self.items[j], VerbGroup):
                return True
            if self.tag(j) in HARD:
                return False
        return False
