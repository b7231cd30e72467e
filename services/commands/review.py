"""`drawdown review`: a person's verdict on one claim."""

from getpass import getuser
from typing import Annotated, Any, Literal

import orjson
import typer

from services import settings
from services.commands.failure import failures_told
from services.commands.options import AsJson, DataDir, say
from services.commands.publish import Seconds, Wait
from services.commands.stored import must_be_an_article, read_store

Claim = Annotated[str, typer.Argument(help="A claim as answers cite it: ARTICLE#EDITION.ORDINAL.", metavar="CLAIM")]
Reject = Annotated[bool, typer.Option("--reject", help="It does not count from now on.")]
Confirm = Annotated[bool, typer.Option("--confirm", help="It counts, also if it was rejected before.")]
Reason = Annotated[str, typer.Option("--reason", help="Why, in a sentence.")]
By = Annotated[str | None, typer.Option("--by", help="Who says so; by default the user of this machine.")]


def review(
    claim: Claim,
    reason: Reason,
    reject: Reject = False,
    confirm: Confirm = False,
    by: By = None,
    wait: Wait = False,
    timeout: Seconds = 60.0,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Reject or confirm one claim, with a reason. It stays visible; answers about the time before stay as they were.

    The verdict is appended to the article's stream. It holds for the same claim of a later edition too.

    Examples:

    \b
      drawdown review hetq-akhurik#1.1 --reject --reason "the guards of another post are meant" --wait
      drawdown review hetq-akhurik#1.1 --confirm --reason "checked with the outlet"
    """
    with failures_told():
        found = settings.load(data_dir=data_dir)
        verdict = _verdict(reject, confirm)
        row = _append(found, claim, verdict, reason, by or getuser())
        if wait:
            row |= _waited(found, row, timeout)
        if as_json:
            typer.echo(orjson.dumps(row).decode())
        else:
            outcome = row.get("outcome", "sent")
            typer.echo(f"{claim}  {verdict}  {outcome}" + (f": {row['reason']}" if row.get("reason") else ""))
        if row.get("outcome") == "dead letter":
            say("the log has no such claim: `drawdown events ARTICLE` shows those there are")
            raise typer.Exit(3)


def _verdict(reject: bool, confirm: bool) -> Literal["rejected", "confirmed"]:
    from services.stack.errors import USAGE, StackError

    if reject == confirm:
        raise StackError("say either --reject or --confirm", USAGE)
    return "rejected" if reject else "confirmed"


def _append(
    found: settings.Settings, claim: str, verdict: Literal["rejected", "confirmed"], reason: str, reviewer: str
) -> dict[str, Any]:
    from pydantic import ValidationError

    from events.codec import describe
    from events.command import Review
    from services.event_log.publish import ArticlePublisher
    from services.read_store.schemas import reading
    from services.stack.errors import USAGE, StackError

    article, _, place = claim.rpartition("#")
    edition, _, ordinal = place.partition(".")
    if not (article and edition.isdigit() and ordinal.isdigit()):
        raise StackError(f"{claim} is no claim: write ARTICLE#EDITION.ORDINAL, as answers cite it", USAGE)
    try:
        asked = Review(
            article_id=article, edition=int(edition), ordinal=int(ordinal), verdict=verdict, reason=reason,
            reviewer=reviewer,
        )  # fmt: skip
    except ValidationError as error:
        raise StackError(f"{claim}: {describe(error)}", USAGE) from error
    with read_store(found.database_url(), 1) as engine, reading(engine) as connection:
        must_be_an_article(connection, article)
    publisher = ArticlePublisher(found.kafka_address(), found.topics)
    try:
        (at,) = publisher.ask([asked])
    finally:
        publisher.close()
    return {"id": claim, "partition": at.partition, "offset": at.offset}


def _waited(found: settings.Settings, row: dict[str, Any], timeout: float) -> dict[str, Any]:
    from services.commands.ask import Answers

    with Answers(found.api_address()) as answers:
        (outcome,) = answers.wait([row], timeout)
    return outcome
