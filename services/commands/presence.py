"""`drawdown presence`: who is where."""

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

Places = Annotated[
    list[str] | None, typer.Argument(help="Ids of places, all if none is given.", metavar="PLACE…", show_default=False)
]
Owner = Annotated[str | None, typer.Option("--owner", help="ISO 3166-1 alpha-3.", show_default=False)]
Force = Annotated[str | None, typer.Option("--force", help="Force class, such as border_guards.", show_default=False)]
Status = Annotated[str | None, typer.Option("--status", help="Such as present or withdrawn.", show_default=False)]


def presence(
    places: Places = None,
    owner: Owner = None,
    force: Force = None,
    status: Status = None,
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
    """Show presence by place: status, outlook, since when, on whose word. Announced is not done; contested is shown.

    Examples:

    \b
      drawdown presence
      drawdown presence am.yerevan.zvartnots_airport --as-of 2024-07-01
      drawdown presence --reported-by 2024-05-10 --as-of 2024-08-01
      drawdown presence am.syunik.agarak_checkpoint --history
    """
    from services.commands.ask import Answers
    from services.commands.histories import show_histories
    from services.commands.tables import presence_table, show

    with failures_told():
        found = settings.load(data_dir=data_dir)
        clocks = clocks_of(as_of, reported_by, recorded_by, position, min_position, wait)
        filters = {"place": places or None, "owner": owner, "force": force, "status": status}
        with Answers(found.api_address()) as answers:
            if history:
                told = [answers.whole(f"/v1/presence/{quote(place)}/history", clocks) for place in places or ()]
                show_histories(told, as_json=as_json)
                return
            answer = answers.whole("/v1/presence", {**clocks, **filters})
        if as_json:
            typer.echo(json.dumps(answer, ensure_ascii=False))
        else:
            title = f"Presence as of {answer['as_of']}, reported by {answer['reported_by']}"
            show(presence_table(answer["data"], title))
            shown = {row["place"]["id"] for row in answer["data"]}
            for place in [] if owner or force or status else places or ():
                if place not in shown:
                    typer.echo(f"{place}  unknown")
