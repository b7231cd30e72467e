"""`drawdown demo`: the whole system, from sample articles to answers."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import orjson
import typer

import services
from services import settings
from services.commands.failure import failures_told
from services.commands.options import AsJson, DataDir, say
from services.commands.up import run_stack
from services.commands.up import show as show_addresses
from services.settings import Settings
from services.stack.run_file import RunFile

Once = Annotated[bool, typer.Option("--once", help="Stop after the answers instead of staying up.")]

SAMPLES = Path(str(services.__file__)).parent.parent / "samples" / "articles.jsonl"
PAST_DATES = ("2024-05-10", "2024-10-15")
CHANGES_SHOWN = 12
WAIT_SECONDS = 60.0


class _Answered(Exception):
    """`--once`: the answers were given."""


def demo(once: Once = False, data_dir: DataDir = None, as_json: AsJson = False) -> None:
    """Start everything, publish the sample articles, and show what the read models say of them.

    Stays up until Ctrl-C. A second run finds its data and repeats nothing.

    Examples:

    \b
      drawdown demo
      drawdown demo --once
      drawdown demo --once --json > answers.json
    """

    def ready(run: RunFile) -> None:
        answers = _ask(found, run)
        if as_json:
            typer.echo(orjson.dumps(answers).decode())
        else:
            _print(answers)
            show_addresses(run, found, as_json=False, stop_hint="" if once else "Ctrl-C stops it.")
        if once:
            raise _Answered

    with failures_told():
        found = settings.load(data_dir=data_dir)
        try:
            run_stack(found, ready)
        except _Answered:
            say("stopped, the data stays")


def _ask(found: Settings, run: RunFile) -> dict[str, Any]:
    from services.commands.ask import Answers

    with Answers(run.addresses.api) as answers:
        _tell(answers, found, run.addresses.kafka)
        return {
            "presence": answers.whole("/v1/presence", {})["data"],
            "participation": answers.whole("/v1/participation", {})["data"],
            "changes": answers.whole("/v1/changes", {"after": "0"})["data"],
            "past": [
                {"reported_by": day, "presence": answers.whole("/v1/presence", {"reported_by": day})["data"]}
                for day in PAST_DATES
            ],
            "state_hash": answers.get("/v1/state")["state_hash"],
            "addresses": asdict(run.addresses),
        }


def _tell(answers: Any, found: Settings, kafka: str) -> None:
    """Publish the samples one after another, as the news came, so that the feed of changes tells a story."""
    from events.article import Article
    from services.commands.inputs import articles_in, read_bytes
    from services.commands.progress import counted
    from services.commands.publish import placed_rows
    from services.event_log.publish import ArticlePublisher

    articles = [a for a in articles_in(SAMPLES, read_bytes(SAMPLES), "jsonl", {}) if isinstance(a, Article)]
    publisher = ArticlePublisher(kafka, found.topics)
    try:
        with counted("publishing the sample articles", len(articles)) as advance:
            for article in articles:
                answers.wait(placed_rows([article], publisher.publish([article])), WAIT_SECONDS)
                advance(1)
    finally:
        publisher.close()


def _print(answers: dict[str, Any]) -> None:
    from services.commands.tables import changes_table, participation_table, presence_table, show

    show(
        presence_table(answers["presence"], "Russian military presence, today"),
        participation_table(answers["participation"], "Participation in the CSTO, today"),
        changes_table(answers["changes"][-CHANGES_SHOWN:], "The last status changes"),
        *(presence_table(p["presence"], f"Presence, as known on {p['reported_by']}") for p in answers["past"]),
    )
    typer.echo(f"state hash {answers['state_hash']}\n")
