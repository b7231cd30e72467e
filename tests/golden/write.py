"""Write the golden file of an event type that has none yet: `python tests/golden/write.py`.

A golden file is one record as it stands on Kafka, written once and never changed: what is in the log stays readable.
"""

import json
from datetime import UTC, datetime
from pathlib import Path

from events.article import Article
from events.article_events import (
    ArticleFoundDuplicate,
    ArticlePublished,
    ArticleReextracted,
    ArticleRevised,
    ClaimReviewed,
    Duplicate,
    Signature,
)
from events.catalogue import EVENTS, Event
from events.claims import CLAIMS, Claim, Grading
from events.codec import encode
from events.envelope import Head, envelop, head_of
from events.reading import Reason, Unread
from events.record import Amount, Force, Quote, Rule, Said, Step, TargetClaim, When

FOLDER = Path(__file__).parent / "events"
ARTICLE = Article(
    id="golden-1",
    text="Russian border guards left Zvartnots on 31 July. – Ռուս սահմանապահները հեռացան։",
    source="Armenpress",
    published_at="2024-08-01",
    title="Guards leave",
    url="https://news.example/golden-1",
    lang="en",
)
SIGNATURE = Signature.of(list(range(128)))
WHEN = datetime(2026, 11, 21, 12, 0, 0, 123000, tzinfo=UTC)


def claim(kind: type[Claim]) -> Claim:
    """A claim that uses every field."""
    return kind(
        polarity="affirmed",
        certainty="certain",
        realis="actual",
        temporal="current",
        force=(
            Force(
                owner="RUS",
                type="border_guards",
                unit="Border Service",
                count=Amount(raw="some 120", value=120, approx=True),
            ),
        ),
        locations=("am.yerevan.zvartnots_airport",),
        locations_excluded=("am.syunik",),
        geo_precision="site",
        org="CSTO",
        parties={"member": "ARM", "from": "RUS"},
        when=(When(edtf="2024-07-31", role="occurred", precision="day", anchor="published_at", raw="on 31 July"),),
        said=Said(
            by="Armen Abazyan", org="National Security Service of Armenia", role="Director", via="Armenpress",
            said_on="2024-08-01", mode="indirect",
        ),
        item="radar",
        quantity=Amount(raw="two", value=2),
        value=Amount(raw="$41.5 million", value=41500000, currency="USD"),
        kind="drill",
        basis="de_facto",
        target_claim=TargetClaim(type="WithdrawalCompleted", locations=("am.syunik",), when="2024-07"),
        quote=Quote(text="Russian border guards left Zvartnots on 31 July", start=0, end=47),
        rule=Rule(id="withdrawal.leave", version="1", trace=(Step(at="trigger", found="left", start=22, end=26),)),
        edition=1,
        ordinal=1,
        grading=Grading(source="B", speaker="official", state="ARM", hosts=("ARM",)),
        tracked=("RUS",),
    )  # fmt: skip


def examples() -> dict[str, Event]:
    """One event of every type, by stored name."""
    unread = (Unread(start=51, end=79, reason=Reason.NO_FRAME_FITS, trigger="հեռացան"),)
    body = {"article": ARTICLE, "signature": SIGNATURE, "extractor": "1", "claims_total": 1, "unread": unread}
    events: list[Event] = [
        ArticlePublished.model_validate(body),
        ArticleRevised.model_validate({**body, "edition": 2, "supersedes": ("0b0f8b6e-0000-5000-8000-000000000000",)}),
        ArticleReextracted.model_validate({**body, "edition": 2}),
        ArticleFoundDuplicate(edition=1, of=(Duplicate(article_id="golden-2", similarity=0.93, identical=False),)),
        ClaimReviewed(edition=1, ordinal=1, verdict="rejected", reason="misread", reviewer="editor"),
        *(claim(kind) for kind in CLAIMS.values()),
    ]
    return {event.stored_as: event for event in events}


def main() -> None:
    """Write what is missing."""
    published = examples()[ArticlePublished.stored_as]
    first = envelop(published, Head(), "article-golden-1", "golden-1", WHEN, "articles/0/7")
    for name, event in examples().items():
        path = FOLDER / f"{name}.json"
        if path.exists():
            continue
        head = Head() if isinstance(event, ArticlePublished) else head_of(first)
        message = encode(envelop(event, head, "article-golden-1", "golden-1", WHEN, "articles/0/7"))
        golden = {
            "key": message.key.decode(),
            "headers": {header: value.decode() for header, value in message.headers},
            "value": message.value.decode(),
        }
        path.write_text(json.dumps(golden, indent=2, ensure_ascii=False) + "\n")
    missing = set(EVENTS) - {path.stem for path in FOLDER.glob("*.json")}
    assert not missing, f"no example for {missing}: add one above"


if __name__ == "__main__":
    main()
