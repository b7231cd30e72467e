"""What a synthetic world's outlets tell: articles with their claims, drawn from one seed.

10,000 subjects, told of as unevenly as in life: the most told of has some four claims in a hundred, the one in the
middle has one in 25,000. Officials speak and are quoted again and again, wires are copied, texts are revised, taken
back, reviewed and come late; days are told coarsely, or not at all.
"""

from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import accumulate
from random import Random
from typing import Any

SUBJECTS = 10_000
MEMBERSHIPS = 100
FACETS = 4
"""A membership is four subjects: its facets."""
UNEVENNESS = 0.8
"""Exponent of Zipf's law: the k-th most told of has a share in proportion to k ** -0.8."""
FIRST_DAY, DAYS = date(2014, 1, 1), 4383
FORCES = (("RUS", "border_guards"), ("RUS", "base_garrison"), ("EU", "civilian_mission"))
OUTLETS = tuple(f"Outlet {number:02}" for number in range(40))
LETTERS = "BBBCCCCDDE"
AGENCIES = ("TASS", "Interfax", "Reuters", "AFP", "Armenpress")
SYLLABLES = ("ba", "den", "fo", "gu", "har", "ik", "jor", "ka", "lem", "mo", "nar", "os", "pi", "ru", "sat", "ver")
WORDS = [a + b + c for a in SYLLABLES for b in SYLLABLES for c in SYLLABLES]
WORDS_AROUND = 50

Tells = tuple[int, str, str, str, str, str | None]
"""Weight, type, polarity, realis, temporal, and the role of the date it may tell."""
ON_PLACES: tuple[Tells, ...] = (
    (30, "PresenceReported", "affirmed", "actual", "current", "since"),
    (14, "PresenceToContinue", "affirmed", "actual", "current", None),
    (4, "WithdrawalCompleted", "denied", "actual", "current", None),
    (2, "PresenceReported", "denied", "actual", "current", None),
    (8, "WithdrawalAgreed", "affirmed", "planned", "future", "effective"),
    (6, "WithdrawalRequested", "affirmed", "actual", "current", "deadline"),
    (6, "WithdrawalAnnounced", "affirmed", "planned", "future", "effective"),
    (2, "WithdrawalAnnounced", "denied", "planned", "current", None),
    (2, "WithdrawalPostponed", "affirmed", "planned", "future", "effective"),
    (3, "WithdrawalRefused", "affirmed", "actual", "current", None),
    (2, "JointDeploymentAgreed", "affirmed", "planned", "future", "start"),
    (2, "ControlHandoverAgreed", "affirmed", "planned", "future", "effective"),
    (2, "WithdrawalBegun", "affirmed", "actual", "current", "start"),
    (4, "WithdrawalCompleted", "affirmed", "actual", "current", "occurred"),
    (4, "DeploymentCompleted", "affirmed", "actual", "historical", "occurred"),
    (1, "ControlHandoverCompleted", "affirmed", "actual", "current", "occurred"),
    (1, "JointDeploymentBegun", "affirmed", "actual", "current", "occurred"),
    (3, "ForceReduced", "affirmed", "actual", "current", "occurred"),
    (2, "BasingTermsChanged", "affirmed", "planned", "future", "until"),
    (2, "WithdrawalThreatened", "affirmed", "conditional", "future", None),
)
ON_MEMBERSHIPS: tuple[Tells, ...] = (
    (20, "MembershipAffirmed", "affirmed", "actual", "current", None),
    (14, "SummitSkipped", "affirmed", "actual", "current", "occurred"),
    (10, "ExerciseSkipped", "affirmed", "actual", "current", "occurred"),
    (8, "ParticipationFrozen", "affirmed", "actual", "current", "since"),
    (6, "ParticipationResumed", "affirmed", "actual", "current", "occurred"),
    (8, "SummitAttended", "affirmed", "actual", "current", "occurred"),
    (8, "FundingStopped", "affirmed", "actual", "current", "since"),
    (4, "FundingResumed", "affirmed", "actual", "current", "occurred"),
    (8, "ExitThreatened", "affirmed", "conditional", "future", None),
    (4, "ExitAnnounced", "affirmed", "planned", "future", "effective"),
    (4, "ExitAnnounced", "denied", "planned", "current", None),
    (3, "ParticipationFrozen", "denied", "actual", "current", None),
)
DENIABLE_LATER = ("WithdrawalCompleted", "PresenceReported", "DeploymentCompleted", "ParticipationFrozen")


@dataclass(frozen=True, slots=True)
class Told:
    """One claim as it is told: the fields of its record, its sentence, and whose word it is; hash of none."""

    fields: dict[str, Any]
    sentence: str
    speaker: str
    state: str | None
    hosts: tuple[str, ...]


def place_of(subject: int) -> str:
    """The place of a presence subject: two subjects share each."""
    return f"xx.p{subject // 2:04}"


def membership_of(subject: int) -> tuple[str, str]:
    """Organisation and member of a facet's subject."""
    number = (subject - (SUBJECTS - MEMBERSHIPS * FACETS)) // FACETS
    return f"ORG{number // 20}", "".join(chr(ord("A") + part) for part in (number % 20, number // 20, 23))


class Newsroom:
    """Draws what is told next; the same seed tells the same."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        self._shares = list(accumulate((rank + 1) ** -UNEVENNESS for rank in range(SUBJECTS)))
        # Which subject has which rank: places and memberships are told of alike.
        self._by_rank = Random(seed + 1).sample(range(SUBJECTS), SUBJECTS)
        self._last: dict[int, Told] = {}
        self._weights = {tells: list(accumulate(row[0] for row in tells)) for tells in (ON_PLACES, ON_MEMBERSHIPS)}

    def claims(self, day: date) -> list[Told]:
        """The claims of one article printed on `day`: one to four, mostly on one subject."""
        count = 1 + bisect((0.4, 0.7, 0.9), self.chance.random())
        subject = self._subject()
        return [self._claim(subject if self.chance.random() < 0.8 else self._subject(), day) for _ in range(count)]

    def words(self) -> str:
        """A paragraph like no other."""
        return " ".join(self.chance.choices(WORDS, k=WORDS_AROUND)).capitalize() + "."

    def _subject(self) -> int:
        return self._by_rank[bisect(self._shares, self.chance.random() * self._shares[-1])]

    def _claim(self, subject: int, day: date) -> Told:
        """Every second claim says again what was last said of its subject, in the same or another outlet."""
        known = self._last.get(subject)
        if known is not None and self.chance.random() < 0.5:
            return replace(known, sentence=self._worded(known.sentence.split()[::2]))
        membership = subject >= SUBJECTS - MEMBERSHIPS * FACETS
        told = self._told(subject, day, ON_MEMBERSHIPS if membership else ON_PLACES)
        self._last[subject] = told
        return told

    def _told(self, subject: int, day: date, tells: tuple[Tells, ...]) -> Told:
        chance, weights = self.chance, self._weights[tells]
        _, kind, polarity, realis, temporal, role = tells[bisect(weights, chance.random() * weights[-1])]
        matter = self._membership(subject) if tells is ON_MEMBERSHIPS else self._presence(subject)
        speaker, state, said = self._speaker(subject, day)
        fields = {
            "type": kind,
            "polarity": polarity,
            "certainty": "possible" if chance.random() < 0.04 else "certain",
            "realis": realis,
            "temporal": temporal,
            **matter,
            **({"said": said} if said else {}),
            **self._when(role, temporal, day),
        }
        if kind == "ParticipationFrozen":
            fields["basis"] = chance.choice(("formal", "de_facto"))
        where = matter.get("locations") or [matter.get("org", "")]
        sentence = f"{kind} {polarity} of {' '.join(where)} said {said.get('by') or said.get('via') or 'it'}"
        hosts = ("ARM",) if "locations" in matter else ("ARM", "RUS", "KAZ")
        return Told(fields, self._worded(sentence.split()), speaker, state, hosts)

    def _worded(self, words: list[str]) -> str:
        """These words with others between: two texts that say the same are no copies of each other."""
        return " ".join(word for one in words for word in (one, self.chance.choice(WORDS)))

    def _presence(self, subject: int) -> dict[str, Any]:
        owner, force = FORCES[subject % 2 if subject % 10 else 2]
        left_open = self.chance.random()
        told: dict[str, Any] = {"owner": owner, "type": "troops" if left_open < 0.05 else force}
        if left_open > 0.98:
            told = {"type": force}
        if self.chance.random() < 0.1:
            number = float(self.chance.randint(1, 40) * 10)
            told["count"] = {"raw": f"{number:.0f}", "value": number}
        return {"force": [told], "locations": [place_of(subject)], "tracked": [owner] if "owner" in told else []}

    def _membership(self, subject: int) -> dict[str, Any]:
        org, member = membership_of(subject)
        return {"org": org, "parties": {"member": member}}

    def _speaker(self, subject: int, day: date) -> tuple[str, str | None, dict[str, Any]]:
        """Kind of speaker, the state it speaks for, and the speaker chain: officials, agencies, the outlet itself."""
        chance = self.chance
        drawn = chance.random()
        if drawn < 0.6:
            number = min(int(chance.expovariate(0.3)), 24)
            said: dict[str, Any] = {"by": f"{WORDS[(subject * 7 + number) % 4096].title()} {WORDS[number].title()}"}
            if chance.random() < 0.3:
                said["said_on"] = (day - timedelta(days=chance.randint(0, 2))).isoformat()
            return "official", ("ARM", "RUS", None)[number % 3], said
        if drawn < 0.75:
            return "agency", None, {"via": chance.choice(AGENCIES)}
        return "outlet", None, {}

    def _when(self, role: str | None, temporal: str, day: date) -> dict[str, Any]:
        """The date told: near the day, long before it where history is told, ahead where a plan is, or none."""
        chance = self.chance
        if role is None or (temporal != "historical" and chance.random() < 0.4):
            return {}
        away = {"historical": -chance.randint(100, 2500), "future": chance.randint(10, 400)}.get(temporal)
        told = day + timedelta(days=-chance.randint(0, 5) if away is None else away)
        drawn = chance.random()
        edtf, precision = told.isoformat(), "day"
        if drawn < 0.25:
            edtf, precision = edtf[:7], "month"
        elif drawn < 0.3:
            edtf, precision = edtf[:4], "year"
        return {"when": [{"edtf": edtf, "role": role, "precision": precision, "raw": edtf}]}


def letter_of(outlet: str, told: Told, letters: Sequence[str] = LETTERS) -> str:
    """The letter of the source: the outlet's, better where an official speaks."""
    letter = letters[int(outlet[-2:]) % len(letters)]
    return min(letter, "B") if told.speaker == "official" else letter
