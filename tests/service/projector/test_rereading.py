"""Stored texts read again by the extractor at hand: what would be read and concluded otherwise, before it is done."""

from typing import Any

from sqlalchemy import Engine

from services.commands.rereading import conclusions_of, read_all_again
from services.projector.apply import apply_live
from services.read_store.schemas import reading
from services.read_store.state import state_at
from services.resolve.clocks import OPEN

LEFT = (
    "Russian border guards left the Akhurik checkpoint on 12 March 2025, the National Security Service of Armenia said."
)
AKHURIK = "am.shirak.akhurik_checkpoint"
Log = Any


def test_what_would_be_read_and_concluded_otherwise_is_told_and_nothing_is_changed(store: Engine, log: Log) -> None:
    log.tell("a-1", "2025-03-13", "WithdrawalAgreed", place=AKHURIK, realis="planned", temporal="future", text=LEFT)
    log.tell("b-1", "2024-05-09", "WithdrawalAgreed", realis="planned", temporal="future")
    apply_live(store, log.records)
    with reading(store) as connection:
        before = state_at(connection, OPEN)
        texts = list(read_all_again(connection))
    first, second = texts

    assert [claim.type for claim in first.reread.gained] == ["WithdrawalCompleted"]
    assert [claim.type for claim in first.reread.lost] == ["WithdrawalAgreed"]
    assert (second.reread.gained, [claim.type for claim in second.reread.lost]) == ((), ["WithdrawalAgreed"])

    found = {one["matter"]: one for one in conclusions_of(store, texts)}
    akhurik = found[f"place/{AKHURIK}"]
    assert [(c["before"], c["after"]) for c in akhurik["changes"] if c["kind"] == "status"] == [
        ("present", "withdrawn")
    ]
    assert (akhurik["no_longer_cited"], akhurik["newly_cited"]) == (["a-1#1.1"], ["a-1#2.1"])
    assert {c["after"] for c in found["place/am.tavush"]["changes"] if c["kind"] == "status"} == {"unknown"}
    with reading(store) as connection:
        assert state_at(connection, OPEN) == before


def test_only_the_articles_asked_for_are_read_again(store: Engine, told: Log) -> None:
    apply_live(store, told.records)
    with reading(store) as connection:
        texts = list(read_all_again(connection, ["b-1"]))
    assert [(text.article.id, text.edition) for text in texts] == [("b-1", 2)]
