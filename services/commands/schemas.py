"""`drawdown schemas`: the JSON Schemas of all events, and the API's OpenAPI document."""

import json
from pathlib import Path
from typing import Annotated

import typer

import events
import services
from services.commands.failure import failures_told
from services.commands.options import AsJson, say

Write = Annotated[bool, typer.Option("--write", help="Write them into the source tree in place of those there.")]


def schemas(write: Write = False, as_json: AsJson = False) -> None:
    """Compare the schemas in the source tree with the models; exit code 5 if they differ.

    Examples:

    \b
      drawdown schemas            what would change?
      drawdown schemas --write    change it
    """
    with failures_told():
        stale = {path: text for path, text in documents().items() if not path.is_file() or path.read_text() != text}
        if write:
            for path, text in stale.items():
                path.write_text(text)
        names = sorted(path.name for path in stale)
        if as_json:
            typer.echo(json.dumps({"stale": names, "written": write}))
        else:
            say(f"{'wrote' if write else 'stale:'} {', '.join(names)}" if names else "all schemas are current")
        if names and not write:
            raise typer.Exit(5)


def documents() -> dict[Path, str]:
    """Where each generated document stands, and what it should say."""
    from events.schema import schemas as event_schemas
    from services.api.app import openapi_document

    folder = Path(str(events.__file__)).parent / "schemas"
    found = {folder / name: schema for name, schema in event_schemas().items()}
    found[Path(str(services.__file__)).parent / "api" / "openapi.json"] = openapi_document()
    return {path: json.dumps(value, indent=2, ensure_ascii=False) + "\n" for path, value in found.items()}
