"""`drawdown participation`: who takes part in what."""

import json
from typing import Annotated

import typer

from services import settings
from services.commands.failure import failures_told
from services.commands.options import AsJson, AsOf, DataDir, RecordedBy, ReportedBy

Org = Annotated[str | None, typer.Argument(help="Organisation, such as CSTO.", show_default=False)]
Member = Annotated[str | None, typer.Argument(help="Member, ISO 3166-1 alpha-3.", show_default=False)]


def participation(
    org: Org = None,
    member: Member = None,
    as_of: AsOf = None,
    reported_by: ReportedBy = None,
    recorded_by: RecordedBy = None,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Show participation by facet: legal membership, participation, funding, exit. "Frozen" and "member" can both hold.

    Examples:

    \b
      drawdown participation
      drawdown participation CSTO ARM --as-of 2023-12-01
    """
    from services.commands.ask import Answers
    from services.commands.tables import participation_table, show

    with failures_told():
        found = settings.load(data_dir=data_dir)
        clocks = {"as_of": as_of, "reported_by": reported_by, "recorded_by": recorded_by}
        with Answers(found.api_address()) as answers:
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
