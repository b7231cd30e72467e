"""Histories and differences as tables for people."""

import json
from typing import Any

import typer
from rich.table import Table

from services.commands.tables import cited, plain, show


def show_histories(answers: list[dict[str, Any]], *, as_json: bool) -> None:
    """Print answers of `/history`; with JSON one document."""
    if as_json:
        typer.echo(json.dumps(answers[0] if len(answers) == 1 else answers, ensure_ascii=False))
        return
    for answer in answers:
        known = f"as reported by {answer['reported_by']}, recorded by {answer['recorded_by']}"
        show(_history_table(answer["data"], f"History {known}"))


def _history_table(stretches: list[dict[str, Any]], title: str) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", header_style="bold")
    for column in ("subject", "from", "to", "value", "outlook", "grade", "on whose word"):
        table.add_column(column, overflow="fold")
    for one in stretches:
        row = one.get("row") or one["facet"]
        outlook = row.get("outlook") or {}
        plan = " ".join(str(outlook[name]) for name in ("plan", "stage", "effective") if outlook.get(name))
        table.add_row(
            plain(one["subject"]),
            plain(one["start"] or ""),
            plain(one["end"] or ""),
            plain(row.get("status") or row["value"]),
            plain(plan),
            plain(row["confidence"] or ""),
            cited(row["evidence"]),
        )
    return table


def diff_table(answer: dict[str, Any]) -> Table:
    """What `/v1/diff` answers: a line a change, and one for each claim that made it so."""
    points = (answer["before"], answer["after"])
    at = [point["position"] or point[answer["clock"]] for point in points]
    table = Table(title=f"What changed from {at[0]} to {at[1]} ({answer['clock']})", title_justify="left")
    for column in ("subject", "kind", "before", "after", "because of"):
        table.add_column(column, overflow="fold")
    for one in answer["data"]:
        for change in one["changes"]:
            table.add_row(
                *(plain(text or "") for text in (one["subject"], change["kind"], change["before"], change["after"])),
                plain(""),
            )
        for mover in one["claims"]:
            table.add_row(
                plain(""), plain("claim"), plain(mover["before"] or ""), plain(mover["after"] or ""),
                cited([mover["citation"]]),
            )  # fmt: skip
        if one["claims_total"] > len(one["claims"]):
            table.add_row(plain(f"… {one['claims_total'] - len(one['claims'])} more"), *[plain("")] * 4)
    return table
