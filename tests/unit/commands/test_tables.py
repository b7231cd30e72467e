"""Tables for people show what the rows say, the grade among it."""

from typing import Any

from rich.console import Console
from rich.table import Table

from services.api import examples
from services.commands.tables import events_table, participation_table, presence_table


def cells(table: Table) -> list[dict[str, str]]:
    columns = [(str(column.header), [str(cell) for cell in column.cells]) for column in table.columns]
    return [{name: found[row] for name, found in columns} for row in range(table.row_count)]


def test_a_row_of_presence_shows_its_grade_and_its_origins() -> None:
    (row,) = cells(presence_table([examples.ROW], "Presence"))
    assert (row["grade"], row["src"], row["since"]) == ("B3", "1", "../2024-10-08")


def test_every_facet_shows_its_grade() -> None:
    rows = cells(participation_table([examples.MEMBERSHIP], "Participation"))
    assert [(row["facet"], row["grade"]) for row in rows] == [
        ("legal", "B2"), ("participation", "B2"), ("funding", ""), ("exit_stage", ""),
    ]  # fmt: skip


def test_a_grade_is_never_broken_over_lines() -> None:
    console = Console(width=80, record=True, file=None)
    with console.capture() as capture:
        console.print(presence_table([examples.ROW], "Presence"))
    assert " B3 " in capture.get()


def test_an_article_in_its_stream_says_how_much_was_left_unread() -> None:
    def event(data: dict[str, Any]) -> dict[str, Any]:
        return {"streamversion": 1, "type": "article-published.v3", "time": "2026-11-21T12:00:00Z", "data": data}

    rows = cells(
        events_table(
            [
                event({"article": {"title": "Guards leave"}, "unread": [{}, {}]}),
                event({"article": {}, "unread": [{}]}),
                event({"article": {"title": "Guards leave"}, "unread": []}),
                event({"quote": {"text": "guards left"}}),
            ],
            "Stream",
        )
    )
    assert [row["says"] for row in rows] == ["Guards leave (2 unread)", "(1 unread)", "Guards leave", "guards left"]
