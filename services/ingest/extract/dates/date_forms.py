"""A date expression as the text has it: which words, which shape, which numbers. What day it means says `dates`."""

from dataclasses import dataclass
from typing import Literal

from events.record import Mod

Shape = Literal[
    "day", "days", "month", "season", "part", "year", "decade", "century", "monthday", "weekday", "weekend", "near",
    "overnight", "night", "unit", "ago", "ahead", "later", "earlier", "told", "turn", "new_year", "range",
    "duration", "hour", "vague",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class DateForm:
    """Tokens `start` up to `end`, without the preposition before them.

    By shape:
    day      `month`, `day`, and `year` where told          days     the same with several `days` of one month
    month    `month`                                         season   EDTF `code` 21 to 24
    part     EDTF `code` 33 to 36 (quarter), 40, 41 (half)   year, decade, century: `year` is its first
    monthday `day` alone: the 12th                           weekday  `number`, Monday is 0; `of_week` of last week
    near     `number` of days from today: yesterday is -1    overnight, weekend
    night    the night before the day `last`                 unit     `unit`, stepped by `step`: next month
    ago, ahead, later, earlier   `number` of `unit`          told     `unit` of a date told before, stepped by `step`
    turn     the turn of the year                            new_year the new year as a time, not as a day
    range    a form of one of these shapes up to `last`; `unit` "night", "or", "and": one of its times
    duration, hour, vague: recognised, never dated; only a duration of years becomes a "since" after "for"

    `step` is last -1, this 0, next 1, none in "the end of the year"; `year_step` the same of "of next year";
    `told_year` says that a date told before gives the year: "of that year", "that autumn". `edge` is the end, start or
    middle that is meant, a half of a month, its first or last day; `mod` early, mid, late or about, `hedged` any such
    word. `bound` is "earliest" or "latest" told beside it. `modifier`: it stands before a noun (its 2024 dues,
    Thursday's summit).
    """

    start: int
    end: int
    shape: Shape
    year: int | None = None
    month: int | None = None
    day: int | None = None
    days: tuple[int, ...] = ()
    code: int = 0
    number: float = 0
    unit: str = ""
    step: int | None = None
    year_step: int | None = None
    told_year: bool = False
    of_week: int | None = None
    edge: str = ""
    mod: Mod | None = None
    hedged: bool = False
    first: "DateForm | None" = None
    last: "DateForm | None" = None
    bound: str = ""
    modifier: bool = False
