"""Answers as tables for people. Text of articles is printed as text: no markup and no control characters of it act."""

import sys
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

WIDTH_WITHOUT_TERMINAL = 160
CLAIMS_SHOWN = 6
NARROW = frozenset({"owner", "grade", "src", "since", "no.", "version"})
STATUS_STYLES = {
    "present": "bold green", "present_joint": "bold cyan", "withdrawing": "bold yellow",
    "withdrawn": "dim", "handed_over": "dim", "unknown": "dim",
}  # fmt: skip


def show(*tables: Table) -> None:
    """Print tables on standard output, as wide as the terminal."""
    console = Console(file=sys.stdout, width=None if sys.stdout.isatty() else WIDTH_WITHOUT_TERMINAL)
    for table in tables:
        console.print(table)


def presence_table(rows: list[dict[str, Any]], title: str) -> Table:
    """Rows of `/v1/presence`."""
    table = _table(
        title, "place", "owner", "force", "status", "outlook", "effective", "since", "grade", "src", "on whose word"
    )
    for row in rows:
        outlook = row["outlook"] or {}
        plan = f"{outlook['plan']} {outlook['stage']}" + (" (due)" if outlook["due"] else "") if outlook else ""
        disputed = " (disputed)" if row["disputed_by"] else ""
        table.add_row(
            plain(row["place"]["name"]),
            plain(row["owner"] or "?"),
            plain(row["force"]),
            Text(row["status"] + disputed, style=STATUS_STYLES.get(row["status"], "")),
            plain(plan),
            plain(outlook.get("effective") or ""),
            plain(row["since"] or ""),
            plain(row["confidence"] or ""),
            plain(str(row["sources"])),
            cited(row["evidence"]),
        )
    return table


def participation_table(memberships: list[dict[str, Any]], title: str) -> Table:
    """Memberships of `/v1/participation`, a line a facet."""
    table = _table(title, "organisation", "member", "facet", "value", "since", "grade", "src", "on whose word")
    for membership in memberships:
        for name, facet in membership["facets"].items():
            table.add_row(
                plain(membership["org"]),
                plain(membership["member"]),
                plain(name),
                plain(facet["value"] + (" (disputed)" if facet["disputed_by"] else "")),
                plain(facet["since"] or ""),
                plain(facet["confidence"] or ""),
                plain(str(facet["sources"])),
                cited(facet["evidence"]),
            )
    return table


def changes_table(changes: list[dict[str, Any]], title: str) -> Table:
    """Changes of the feed."""
    table = _table(title, "no.", "subject", "kind", "before", "after", "because of")
    for change in changes:
        names = ("position", "subject", "kind", "before", "after", "caused_by")
        table.add_row(*(plain(str(change[name] if change[name] is not None else "")) for name in names))
    return table


def events_table(events: list[dict[str, Any]], title: str) -> Table:
    """One article's stream."""
    table = _table(title, "version", "type", "recorded at", "says")
    for event in events:
        says = plain(_says(event["data"]))
        table.add_row(plain(str(event["streamversion"])), plain(event["type"]), plain(event["time"]), says)
    return table


def _says(data: dict[str, Any]) -> str:
    """A claim's words; of an article its title, and how many sentences were left unread."""
    title = data.get("article", {}).get("title") or ""
    unread = f"({len(data['unread'])} unread)" if data.get("unread") else ""
    return data.get("quote", {}).get("text") or f"{title} {unread}".strip()


def comparison_table(comparison: dict[str, Any]) -> Table:
    """The tables of two schemas beside each other."""
    live, other = comparison["live"], comparison["schema"]
    title = f"{live} and {other} at offset {comparison['position']}"
    table = _table(title, "table", f"rows in {live}", f"rows in {other}", "hash", "equal")
    for one in comparison["tables"]:
        shown = one["one"]["hash"] if one["equal"] else f"{one['one']['hash']} / {one['other']['hash']}"
        rows = (str(one["one"]["rows"]), str(one["other"]["rows"]))
        table.add_row(plain(one["table"]), *map(plain, rows), plain(shown), plain("yes" if one["equal"] else "no"))
    return table


def verification_table(verified: dict[str, Any]) -> Table:
    """The tables of a projection, with the hash of their rows, as they are and as the log makes them."""
    title = f"{verified['projection']} at offset {verified['position']}"
    table = _table(title, "table", "rows", "by the log", "hash", "equal")
    for one in verified["tables"]:
        equal = one["one"] == one["other"]
        rows = (str(one["one"]["rows"]), str(one["other"]["rows"]))
        shown = one["one"]["hash"] if equal else f"{one['one']['hash']} / {one['other']['hash']}"
        table.add_row(plain(one["table"]), *map(plain, rows), plain(shown), plain("yes" if equal else "no"))
    return table


def changes_told(changes: list[dict[str, Any]], most: int = 4) -> str:
    """The first of some changes in one line."""
    told = [f"{one['subject']}: {one['before'] or '–'} → {one['after'] or '–'}" for one in changes[:most]]
    rest = [f"… {len(changes) - most} more"] if len(changes) > most else []
    return plain("; ".join(told + rest)).plain


def claims_table(texts: list[dict[str, Any]]) -> Table:
    """Claims that a text loses and gains when it is read again."""
    table = _table("Read otherwise", "article", "", "claim", "about", "axes", "quote")
    for text in texts:
        for sign, claims in (("−", text["lost"]), ("+", text["gained"])):
            for claim in claims:
                values = (claim["type"], ", ".join(claim["about"]), claim["axes"], claim["quote"])
                table.add_row(plain(text["article"]), plain(sign), *map(plain, values))
    return table


def revisions_table(revisions: list[dict[str, Any]]) -> Table:
    """What is concluded otherwise, by projection and subject, and which claims make the difference."""
    table = _table("Concluded otherwise", "projection", "subject", "kind", "before", "after", "claims")
    for revision in revisions:
        claims = [f"−{claim}" for claim in revision["no_longer_cited"]]
        claims += [f"+{claim}" for claim in revision["newly_cited"]]
        told = " ".join(claims[:CLAIMS_SHOWN]) + (f" … ({len(claims)})" if len(claims) > CLAIMS_SHOWN else "")
        changes = [change for change in revision["changes"] if change["kind"] != "due"]
        beside = "evidence" if claims else "listed"
        for change in changes or [{"subject": revision["matter"], "kind": beside, "before": None, "after": None}]:
            values = (change["kind"], change["before"] or "", change["after"] or "", told)
            table.add_row(plain(revision["projection"]), plain(change["subject"]), *map(plain, values))
    return table


def revisions_told(revisions: list[dict[str, Any]]) -> str:
    """How many conclusions would be others, and on how many matters only what they rest on, or what decides nothing."""
    changes = [[change for change in revision["changes"] if change["kind"] != "due"] for revision in revisions]
    conclusions, beside = sum(map(len, changes)), sum(not found for found in changes)
    return f"{conclusions} conclusions would be others, on {beside} matters only the evidence"


def cited(evidence: list[dict[str, Any]]) -> Text:
    """The first citation: the words, and the outlet."""
    if not evidence:
        return Text("")
    first = evidence[0]
    return Text.assemble(("“" + plain(first["quote"]).plain + "”", "italic"), f" {plain(first['source']).plain}")


def plain(text: str) -> Text:
    """Hostile text made harmless: white space folded, control characters and direction marks shown as a dot."""
    folded = " ".join(text.split())
    return Text("".join(c if c.isprintable() or c == " " else "·" for c in folded))


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", header_style="bold", expand=False)
    for column in columns:
        table.add_column(column, overflow="fold", no_wrap=column in NARROW)
    return table
