"""`drawdown participation`: who takes part in what."""

import json
from typing import Annotated
from urllib.parse import quote

import typer

from services import settings
from services.commands.failure import failures_told
from services.commands.options import (
    AsJson,
    AsOf,
    DataDir,
    History,
    MinPosition,
    Position,
    RecordedBy,
    ReportedBy,
    Wait,
    clocks_of,
)

Org = Annotated[str | None, typer.Argument(help="Organisation, such as CSTO.", show_default=False)]
Member = Annotated[str | None, typer.Argument(help="Member, ISO 3166-1 alpha-3.", show_default=False)]


def participation(
    org: Org = None,
    member: Member = None,
    as_of: AsOf = None,
    reported_by: ReportedBy = None,
    recorded_by: RecordedBy = None,
    position: Position = None,
    min_position: MinPosition = None,
    wait: Wait = None,
    history: History = False,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Show participation by facet: legal membership, participation, funding, exit. "Frozen" and "member" can both hold.

    Examples:

    \b
      drawdown participation
      drawdown participation CSTO ARM --as-of 2023-12-01
      drawdown participation CSTO ARM --history
    """
    from services.commands.ask import Answers
    from services.commands.histories import show_histories
    from services.commands.tables import participation_table, show

    with failures_told():
        found = settings.load(data_dir=data_dir)
        clocks = clocks_of(as_of, reported_by, recorded_by, position, min_position, wait)
        with Answers(found.api_address()) as answers:
            if history:
                pair = f"{quote(org or '')}/{quote(member or '')}"
                show_histories([answers.whole(f"/v1/participation/{pair}/history", clocks)], as_json=as_json)
                return
            if org and member:
                answer = answers.get(f"/v1/participation/{org}/{member}", clocks)
                rows = [answer]
            else:
                answer = answers.whole("/v1/participation", clocks)
                answer["data"] = rows = [row for row in answer["data"] if org in (None, row["org"])]
        if as_json:
            typer.echo(json.dumps(answer, ensure_ascii=False))
        else:
            show(participation_table(rows, f"Participation as of {answer['as_of']}"))
