"""A reading as a person would want to see it: sentences with their names marked, claims with what made them so."""

import sys
from collections.abc import Iterable

from rich.console import Console
from rich.text import Text
from rich.tree import Tree

from events.article import Article
from events.reading import Reading
from events.record import Record, Step
from services.commands.tables import WIDTH_WITHOUT_TERMINAL

_COLOURS = {
    "force": "bold red",
    "place": "bold green",
    "country": "cyan",
    "capital": "cyan",
    "adjective": "cyan",
    "metonym": "cyan",
    "person": "magenta",
    "organisation": "yellow",
    "outlet": "blue",
    "drill": "yellow",
}
_AXES = ("polarity", "certainty", "realis", "temporal")
_REACH = 240


def show_reading(article: Article, reading: Reading) -> None:
    """Print every claim with its trace, then every unread sentence with its reason."""
    console = Console(file=sys.stdout, width=None if sys.stdout.isatty() else WIDTH_WITHOUT_TERMINAL, highlight=False)
    for record in reading.claims:
        console.print(_claim(article.text, record))
    for left in reading.unread:
        tree = Tree(Text(f"unread: {left.reason.value}", style="bold yellow"))
        tree.add(Text(_one_line(article.text[left.start : left.end])))
        tree.add(Text(f"“{left.trigger}” called for a claim. {left.reason.meaning}"))
        console.print(tree)
    if not reading.claims and not reading.unread:
        console.print("Nothing in it speaks of what is followed.")


def _claim(text: str, record: Record) -> Tree:
    tree = Tree(Text.assemble((record.type, "bold"), f"  {' · '.join(getattr(record, axis) for axis in _AXES)}"))
    tree.add(_marked(text, record))
    steps = record.rule.trace
    for step in (s for s in steps if s.at == "trigger"):
        tree.add(_line("frame", step, text))
    slots = tree.add(Text("slots", style="bold"))
    for step in (s for s in steps if s.at.startswith("slot ") or s.at == "places"):
        slots.add(_line(step.at.removeprefix("slot "), step, text))
    above = [s for s in steps if s.at == "operator"]
    if above:
        operators = tree.add(Text("from the verb outwards", style="bold"))
        for step in above:
            operators.add(_line(step.found, step, text, plain=True))
    for step in (s for s in steps if s.at in ("stage", *_AXES)):
        tree.add(Text.assemble((step.at, "bold"), f": {step.found}"))
    for when in record.when:
        tree.add(
            Text.assemble(("date", "bold"), f": {when.role} {when.edtf}", f" from “{when.raw}”" if when.raw else "")
        )
    said = {k: v for k, v in record.said.model_dump().items() if v is not None}
    if said:
        tree.add(Text.assemble(("said", "bold"), ": " + ", ".join(f"{k} {v}" for k, v in said.items())))
    return tree


def _line(name: str, step: Step, text: str, plain: bool = False) -> Text:
    words = _one_line(text[step.start : step.end]) if step.start is not None else ""
    shown = f" “{words}”" if words else ""
    return Text(f"{name}{shown}" if plain else f"{name}:{shown} {step.found}".replace(":  ", ": "))


def _marked(text: str, record: Record) -> Text:
    """The words of the claim and a little around, with the names in them coloured and labelled."""
    first, last = max(0, record.quote.start - _REACH), record.quote.end
    marks = sorted(
        (s for s in record.rule.trace if s.at == "mention" and s.start is not None), key=lambda s: s.start or 0
    )
    first = max([first, *(text.rfind(end, 0, record.quote.start) + 1 for end in ("\n", ". "))])
    shown = Text()
    at = first
    for step in _inside(marks, first, last):
        assert step.start is not None and step.end is not None
        shown.append(_one_line(text[at : step.start], keep=True))
        kind = step.found.partition(" ")[0]
        shown.append(f"[{_one_line(text[step.start : step.end])}]", style=_COLOURS.get(kind, "bold"))
        at = step.end
    shown.append(_one_line(text[at:last], keep=True))
    return shown


def _inside(marks: Iterable[Step], first: int, last: int) -> list[Step]:
    return [s for s in marks if s.start is not None and s.end is not None and first <= s.start and s.end <= last]


def _one_line(text: str, keep: bool = False) -> str:
    """Without line breaks and control characters; `keep` a space at either end."""
    line = "".join(c if c.isprintable() else " " for c in text)
    return line if keep else " ".join(line.split())
