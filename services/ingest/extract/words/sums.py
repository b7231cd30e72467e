"""Pass 4a. In: the tokens of a sentence. Out: the same, each sum of money as one token: $41.5 million, 1,300 crore
rupees, hundreds of millions of dollars, a 60-million-euro.
"""

from events.record import Amount
from services.ingest.extract.text.normalise import NormalisedText
from services.ingest.extract.words.quantities import number
from services.ingest.extract.words.tokens import Token
from services.ingest.extract.words.word_sets import word_set
from services.ingest.extract.words.words import Word
from services.ingest.gazetteer.table import Table, many

_SUM = Word("M")
_VAGUE = {"dozens": 24, "tens": 20, "hundreds": 200, "thousands": 2000, "several hundred": 200}
_ABOUT = word_set("sums.about")
_REACH_MAX = 6


def _units(column: str) -> dict[str, str]:
    table = Table("services.ingest.extract", "money.tsv", ("currency", "signs", "words"))
    return {form: row["currency"] for _, row in table.rows() for form in many(row[column])}


_SIGNS, _WORDS = _units("signs"), _units("words")
_MONEY = _SIGNS.keys() | _WORDS.keys()
_SCALES = {
    "thousand": 1e3,
    "k": 1e3,
    "lakh": 1e5,
    "lakhs": 1e5,
    "million": 1e6,
    "millions": 1e6,
    "mln": 1e6,
    "mn": 1e6,
    "m": 1e6,
    "crore": 1e7,
    "crores": 1e7,
    "billion": 1e9,
    "billions": 1e9,
    "bln": 1e9,
    "bn": 1e9,
    "b": 1e9,
    "trillion": 1e12,
}


def priced(tokens: list[Token], text: NormalisedText) -> list[Token]:
    """The tokens with each sum of money as one, tagged as a number and holding its amount."""
    if not any(t.low in _MONEY or ("-" in t.low and t.low.partition("-")[2] in _MONEY) for t in tokens):
        return tokens
    joined: list[Token] = []
    i = 0
    while i < len(tokens):
        found = _sum_at(tokens, i)
        if found is None:
            joined.append(tokens[i])
            i += 1
            continue
        end, low, high, currency = found
        if (
            joined
            and tokens[i].low in _SIGNS
            and joined[-1].low in ("us", "u.s", "u.s.")
            and joined[-1].end == tokens[i].start
        ):
            first = joined.pop()
        else:
            first = tokens[i]
        end = _worth(tokens, end)
        whole = Token(" ".join(t.low for t in tokens[i:end]), first.start, tokens[end - 1].end, _SUM)
        whole.quoted = first.quoted
        about = bool(joined) and joined[-1].low in _ABOUT
        raw = text.raw[whole.start : whole.end]
        if low == high:
            whole.sum = Amount(raw=raw, value=low, approx=about, currency=currency)
        else:
            whole.sum = Amount(raw=raw, min=low, max=high, approx=high is None, currency=currency)
        joined.append(whole)
        i = end
    return joined


def _worth(tokens: list[Token], end: int) -> int:
    """Ten million dollars' worth of rifles: the words between belong to the sum."""
    lows = [t.low for t in tokens[end : end + 3]]
    return end + 3 if lows == ["'s", "worth", "of"] else end


def _sum_at(tokens: list[Token], i: int) -> tuple[int, float, float | None, str] | None:
    """The sum that starts at token `i`: where it ends, its least and greatest value, its currency."""
    sign = _SIGNS.get(tokens[i].low)
    at = i + 1 if sign is not None else i
    if at >= len(tokens):
        return None
    low = _figure(tokens, at)
    if low is None:
        return _vague(tokens, i) if sign is None else None
    value, at = low
    high: float | None = value
    if at + 1 < len(tokens) and tokens[at].low in ("to", "-", "–"):
        further = at + 2 if tokens[at + 1].low in _SIGNS else at + 1
        upper = _figure(tokens, further) if further < len(tokens) else None
        if upper is not None and upper[0] >= value:
            scale = upper[0] / (number(_split(tokens[further].low)[0]) or 1)
            value, high, at = value * (scale if value < scale else 1), upper[0], upper[1]
    unit = _unit(tokens, at)
    if sign is None and unit is None:
        return None
    currency = sign or (unit[0] if unit else "")
    if unit is not None and (sign is None or unit[0] == sign):
        at = unit[1]
    return at, value, high, currency


def _figure(tokens: list[Token], at: int) -> tuple[float, int] | None:
    """A number with its scale: 41.5 million, 1.6bn, 1,300-crore, ten thousand."""
    digits, tail = _split(tokens[at].low)
    value = number(digits)
    if value is None or (tail and tail not in _SCALES):
        return None
    at += 1
    if tail:
        return value * _SCALES[tail], at
    while at < len(tokens):
        k = at + 1 if tokens[at].low == "-" and at + 1 < len(tokens) else at
        scale, _, rest = tokens[k].low.partition("-")
        if scale not in _SCALES or (scale in ("m", "b", "k") and tokens[k].start != tokens[at - 1].end):
            break
        value *= _SCALES[scale]
        if rest:
            return value, k
        at = k + 1
    return value, at


def _split(low: str) -> tuple[str, str]:
    """1.6bn: the digits, and the letters that follow them."""
    k = len(low)
    while k and low[k - 1].isalpha():
        k -= 1
    return (low[:k], low[k:]) if k else (low, "")


def _unit(tokens: list[Token], at: int) -> tuple[str, int] | None:
    """The currency named at token `at`, over a dash: and where it ends."""
    k = at + 1 if at < len(tokens) and tokens[at].low == "-" else at
    if k >= len(tokens):
        return None
    low = tokens[k].low
    scale, _, rest = low.partition("-")
    if scale in _SCALES and rest:
        low = rest
    if low in ("us", "u.s", "u.s.", "american", "russian", "indian", "armenian") and k + 1 < len(tokens):
        k, low = k + 1, tokens[k + 1].low
    currency = _WORDS.get(low) or _SIGNS.get(low)
    return None if currency is None else (currency, k + 1)


def _vague(tokens: list[Token], i: int) -> tuple[int, float, float | None, str] | None:
    """Hundreds of millions of dollars, tens of billions of rupees, millions of euros."""
    least: float = _VAGUE.get(tokens[i].low, 2 if tokens[i].low in ("millions", "billions") else 0)
    if not least:
        return None
    at = i if tokens[i].low in ("millions", "billions") else i + 1
    for k in range(at, min(len(tokens), i + _REACH_MAX)):
        low = tokens[k].low
        if low in _SCALES:
            least *= _SCALES[low]
        elif low in _WORDS:
            return k + 1, least, None, _WORDS[low]
        elif low != "of":
            return None
    return None
