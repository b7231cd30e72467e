"""Pass 9b. Whose a thing is: its state and owner, and for whom "our", "his" and "their" stand."""

from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.operators.operator_table import saying
from services.ingest.extract.things.places import names_ground
from services.ingest.extract.things.speaking import Speaking
from services.ingest.extract.words.tokens import Token
from services.ingest.extract.words.word_sets import word_set

_SPEAKING = frozenset({"state", "human", "parliament", "party", "envoy", "attache"})
_MISSIONS = frozenset({"CSTO", "EU", "UN", "OSCE", "NATO"})
_OFFICIAL_NAME = frozenset({"republic", "federation"})
_AWAY = word_set("things.away")
_STATES = frozenset({"metonym", "country"})
_PERSONAL = frozenset({"he", "she", "his", "her", "him"})
_OFFICE_OF = frozenset({"adjective", "country", "capital", "metonym"})
_SOMEBODY = word_set("things.somebody")
_MEETINGS = frozenset({"summit", "meeting", "talks", "drill", "parliament", "council"})
_SENDING = frozenset({"send", "deploy", "dispatch", "station", "introduce", "post", "keep", "commit"})


class Owners(Speaking):
    """Whose the things of a sentence are."""

    def _owner(self, phrase: NounPhrase) -> str | None:
        """The owner told in the phrase: Russian guards, Moscow's men, guards of the Russian army, its guards."""
        tokens = self.tokens
        start = phrase.possessor.end if phrase.possessor is not None else phrase.start
        for i in range(start, phrase.head):
            token = tokens[i]
            if names_ground(i, phrase, tokens, self.gazetteer):
                continue
            if token.state is not None and token.kind in ("adjective", "country", "capital", "metonym", "organisation"):
                return token.state
            if token.kind == "place" and any(c.isdigit() for c in token.low) and token.mention is not None:
                return self.gazetteer.places[token.mention.key].garrison_owner
            if token.mention is not None and token.kind == "force":
                owner = self.gazetteer.forces[token.mention.key].owner
                if owner:
                    return owner
        if phrase.possessor is not None:
            return self.possessor_state(phrase.possessor)
        if tokens[phrase.start].tag == "S":
            return self.whose(phrase.start)
        for prep, linked in (phrase.also[-1] if phrase.also else phrase).links:
            if prep in ("of", "from") and isinstance(linked, NounPhrase):
                token = tokens[linked.head]
                senses = token.word.senses
                if (token.kind in ("country", "metonym") and prep == "from") or token.kind == "organisation":
                    return token.state
                head = tokens[phrase.head]
                official = token.kind == "metonym" or bool({*token.low.split()} & _OFFICIAL_NAME)
                if token.kind in _STATES and (
                    head.word.senses & {"force", "force?"} or (head.kind == "force" and official)
                ):
                    return token.state
                if senses & {"force", "force?", "state", "state?", "post"} or token.kind == "force":
                    return self.of(linked).owner or self.of(linked).state
                if (token.kind == "place" and "102" in token.low) or "3624" in token.low:
                    return self.of(linked).owner
        return self._sender(phrase)

    def _sender(self, phrase: NounPhrase) -> str | None:
        """The peacekeepers whom Russia sent: the state that a clause on the phrase has sending them."""
        if "force" not in self.tokens[phrase.head].word.senses:
            return None
        for clause in phrase.clauses:
            verb, subject = (clause.verb, clause.subject) if isinstance(clause, Clause) else (None, None)
            if verb is None or verb.passive or not isinstance(subject, NounPhrase) or subject is phrase:
                continue
            if set(verb.lemmas) & _SENDING:
                return self.of(subject).state
        return None

    def possessor_state(self, possessor: NounPhrase) -> str | None:
        """The state a possessor speaks for: Armenia's, Putin's, the ministry's."""
        token = self.tokens[possessor.head]
        if token.state is not None and token.kind != "outlet":
            return token.state
        thing = self.of(possessor)
        return thing.state or thing.owner

    def whose(self, at: int) -> str | None:
        """Whom "its", "their", "our" at token `at` means: the nearest state named before, else the one remembered."""
        tokens = self.tokens
        low = tokens[at].low
        if low in ("our", "my", "we", "us", "i", "me"):
            return self.memory.heard or self.speaker_state() or self.memory.speaker_state
        best = None
        if low in _PERSONAL and (state := self._of_office(at)) is not None:
            return state
        if low == "it" and (state := self._subject_again(at)) is not None:
            return state
        for j in range(at - 1, -1, -1):
            token = tokens[j]
            if low in ("he", "she", "his", "her") and token.kind == "person" and token.state is not None:
                acting = j + 1 < len(tokens) and tokens[j + 1].tag in "VX"
                if not acting and any(t.kind == "person" and t.state is not None for t in tokens[:j]):
                    best = best or token.state
                    continue
            if (
                token.kind == "force"
                and token.mention is not None
                and (owner := self.gazetteer.forces[token.mention.key].owner)
            ):
                return owner
            if token.state is not None and token.kind in ("country", "capital", "metonym", "person", "organisation"):
                if token.kind == "person" and low in ("it", "the"):
                    best = best or token.state
                    continue
                before = tokens[j - 1].low if j else ""
                if token.kind != "person" and (_names_a_border(tokens, j) or _names_a_meeting(tokens, j)):
                    best = best or token.state
                    continue
                if token.kind == "organisation" and (low in _PERSONAL or token.state not in _MISSIONS):
                    continue
                whom = low in ("he", "she") and any(t.kind == "person" and t.state is not None for t in tokens[:j])
                if token.kind != "person" and (before in _AWAY or whom):
                    best = best or token.state
                    continue
                return token.state
        for j in range(at - 1, -1, -1):
            if tokens[j].state is not None and tokens[j].kind == "adjective":
                return tokens[j].state
        if best is not None and low != "his":
            return best
        if low in ("his", "her", "he", "she", "him"):
            return self.memory.speaker_state or self._later(at)
        return self.memory.state or self._later(at)

    def _subject_again(self, at: int) -> str | None:
        """Washington sells Yerevan nothing: it sends instructors. As a subject "it" goes on with the subject before."""
        tokens = self.tokens
        if at + 1 >= len(tokens) or tokens[at + 1].tag not in "VXR":
            return None
        for j in range(at - 2, -1, -1):
            if tokens[j].low == "it" and tokens[j + 1].tag in "VXR":
                return self.whose(j)
            coordinated = tokens[at - 1].tag == "C" and tokens[at - 2].tag == ","
            if not (coordinated or tokens[at - 1].tag in ":;") or tokens[j].kind not in (
                "country",
                "capital",
                "metonym",
            ):
                continue
            aside = next((i for i in range(j + 2, at) if tokens[i].tag == ","), j) if tokens[j + 1].tag == "," else j
            if tokens[aside + 1].tag in "VX" and (j == 0 or tokens[j - 1].tag not in "IC"):
                return tokens[j].state
        return None

    def _of_office(self, at: int) -> str | None:
        """The French foreign minister, a name that nobody knows: whose office is the nearest before, where no person
        whose state is known stands nearer."""
        tokens = self.tokens
        for j in range(at - 1, -1, -1):
            if tokens[j].kind == "person" and tokens[j].state is not None:
                return None
            if tokens[j].tag != "N" or "human" not in tokens[j].word.senses or tokens[j].word.plural:
                continue
            i = j - 1
            while i >= 0 and tokens[i].tag in "NAGP" and tokens[i].state is None:
                i -= 1
            if i >= 0 and tokens[i].state is not None and tokens[i].kind in _OFFICE_OF:
                return tokens[i].state
        return None

    def _later(self, at: int) -> str | None:
        """He will not attend, Pashinyan told reporters: a pronoun before the speaker it stands for."""
        tokens = self.tokens
        for j in range(at + 2, len(tokens) - 1):
            token, said = tokens[j], tokens[j + 1]
            if token.state is not None and token.kind in ("person", "country", "capital") and tokens[j - 1].tag in ',"':
                speaks = said.tag == "V" and not saying().isdisjoint(said.word.lemmas)
                return token.state if speaks else None
        return None

    def _state(self, phrase: NounPhrase, kinds: set[str], owner: str | None) -> str | None:
        head = self.tokens[phrase.head]
        if head.state is not None and head.kind in ("country", "capital", "metonym", "person", "adjective"):
            return head.state
        if head.tag == "P" and head.mention is None and phrase.possessor is not None and owner not in _MISSIONS:
            return owner
        if head.low in ("we", "i", "us", "me"):
            return self.whose(phrase.head)
        if head.tag == "S" or (head.low in ("it", "they", "he", "she") and head.tag == "O"):
            return self.whose(phrase.head)
        if head.low in _SOMEBODY and head.tag == "O":
            for prep, linked in phrase.links:
                if prep in ("in", "from") and isinstance(linked, NounPhrase):
                    token = self.tokens[linked.head]
                    if token.kind in ("country", "capital", "metonym"):
                        return token.state
        if kinds & _SPEAKING or "state?" in kinds:
            if owner is not None and owner not in _MISSIONS:
                return owner
            for token in self.tokens[phrase.start : phrase.end]:
                if token.state is not None:
                    return token.state
            for _, linked in phrase.links:
                if isinstance(linked, NounPhrase) and self.tokens[linked.head].kind in (
                    "country",
                    "capital",
                    "metonym",
                ):
                    return self.tokens[linked.head].state
            for named in phrase.named:
                if self.tokens[named.head].state is not None:
                    return self.tokens[named.head].state
        if (
            "land" in kinds
            and not head.word.plural
            and self.tokens[phrase.start].low in ("the", "its", "his", "their", "our", "this")
        ):
            return self.whose(phrase.start) if self.tokens[phrase.start].low in ("the", "this") else owner
        return None


def _names_a_meeting(tokens: list[Token], at: int) -> bool:
    """The Astana summit, the Minsk talks: the capital at `at` only says where they are."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    return tokens[at].kind == "capital" and after is not None and bool(after.word.senses & _MEETINGS)


def _names_a_border(tokens: list[Token], at: int) -> bool:
    """The Armenia-Azerbaijan state border: the state at `at` only says which border is meant."""
    after = next((t for t in tokens[at + 1 :] if t.tag not in "-–PA" and t.low != "state"), None)
    return after is not None and after.word.noun == "border"
