"""The `drawdown` command as a user types it, against a running system."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from services import settings
from services.commands.demo import SAMPLES

PAGE = """<!doctype html><html lang="en"><head><title>Guards leave Akhurik</title>
<meta property="og:site_name" content="Hetq"><meta name="date" content="2025-03-13"></head>
<body><nav>Home | About</nav><article><h1>Guards leave Akhurik</h1>
<p>Russian border guards left the Akhurik checkpoint on 12 March 2025, the National Security Service
of Armenia said.</p>
<p>The checkpoint lies on the border with Turkey, and the road to it was repaired last year by the province.</p>
</article><footer>All rights reserved</footer></body></html>"""

Drawdown = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture(scope="module")
def system(start: Callable[[], Any]) -> Any:
    return start()


@pytest.fixture(scope="module")
def drawdown(system: Any) -> Drawdown:
    environment = settings.child_environment(
        kafka=system.kafka, database=system.database, api=system.api, topic_prefix=system.topics.prefix
    )

    def run(*words: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-m", "services", *words]
        return subprocess.run(command, input=given, capture_output=True, env=environment, timeout=120, check=False)

    return run


@pytest.fixture(scope="module")
def published(drawdown: Drawdown) -> list[dict[str, Any]]:
    done = drawdown("publish", str(SAMPLES), "--wait", "--json")
    assert done.returncode == 0, done.stderr
    rows = json.loads(done.stdout)["articles"]
    assert {row["outcome"] for row in rows} == {"published"}
    return rows


def test_presence_is_shown_to_people_and_to_programs(drawdown: Drawdown, published: list[Any]) -> None:
    told = drawdown("presence", "am.yerevan.zvartnots_airport").stdout.decode()
    assert "Zvartnots airport" in told
    assert "withdrawn" in told
    assert "2024-07-31" in told
    (row,) = json.loads(drawdown("presence", "am.yerevan.zvartnots_airport", "--json").stdout)["data"]
    assert row["status"] == "withdrawn"


def test_a_past_day_is_asked_for_by_clocks(drawdown: Drawdown, published: list[Any]) -> None:
    words = (
        "presence",
        "am.yerevan.zvartnots_airport",
        "--reported-by",
        "2024-05-10",
        "--as-of",
        "2024-08-15",
        "--json",
    )
    (row,) = json.loads(drawdown(*words).stdout)["data"]
    assert (row["status"], row["outlook"]["stage"], row["outlook"]["due"]) == ("present", "requested", True)


def test_participation_changes_and_streams(drawdown: Drawdown, published: list[Any]) -> None:
    facets = json.loads(drawdown("participation", "CSTO", "ARM", "--json").stdout)["facets"]
    assert facets["participation"]["value"] == "frozen_de_facto"
    changes = [json.loads(line) for line in drawdown("changes", "--last", "3", "--json").stdout.splitlines()]
    assert len(changes) == 3
    stream = json.loads(drawdown("events", "armenpress-2024-12-30-agarak", "--json").stdout)["data"]
    assert [event["streamversion"] for event in stream] == list(range(1, len(stream) + 1))


def test_a_replay_says_what_the_live_answer_for_the_same_clocks_says(
    drawdown: Drawdown, published: list[Any], system: Any
) -> None:
    before = system.get("/v1/state")
    past = json.loads(drawdown("replay", "--until", "2024-05-10", "--json").stdout)
    live = system.get("/v1/state", reported_by="2024-05-10", as_of="2024-05-10")
    assert (past["state_hash"], past["claims"]) == (live["state_hash"], live["claims"])
    assert past["presence"] == system.get("/v1/presence", reported_by="2024-05-10")["data"]
    assert system.get("/v1/state") == before


def test_a_replay_proves_itself_and_tells_what_hangs_on_an_outlet(drawdown: Drawdown, published: list[Any]) -> None:
    proved = drawdown("replay", "--until", "2024-05-10", "--verify", "--json")
    assert (proved.returncode, json.loads(proved.stdout)["mismatch"]) == (0, None)
    supposed = json.loads(drawdown("replay", "--without-source", "Armenpress", "--json").stdout)
    changed = {change["subject"] for one in supposed["differences"] for change in one["changes"]}
    assert "presence/am.syunik.agarak_checkpoint/RUS/border_guards" in changed


def test_a_day_before_anything_is_told_as_unknown(drawdown: Drawdown, published: list[Any]) -> None:
    told = drawdown("presence", "am.yerevan.zvartnots_airport", "--as-of", "1980").stdout.decode()
    assert "am.yerevan.zvartnots_airport  unknown" in told


def test_the_way_round_rebuild_rollback_prune_and_verify(drawdown: Drawdown, published: list[Any], system: Any) -> None:
    before = system.get("/v1/state")["state_hash"]
    rebuilt = json.loads(drawdown("rebuild", "--json").stdout)
    assert (rebuilt["equal"], rebuilt["revisions"], rebuilt["flipped"]["told"]) == (True, [], 0)
    assert system.get("/v1/state")["projection"] == rebuilt["schema"]
    back = json.loads(drawdown("rollback", "--json").stdout)
    assert system.get("/v1/state")["projection"] == back["schema"] == rebuilt["live"]
    assert rebuilt["schema"] in json.loads(drawdown("prune", "--json").stdout)["dropped"]
    assert system.get("/v1/state")["state_hash"] == before
    verified = drawdown("verify", "--json")
    assert (verified.returncode, json.loads(verified.stdout)["findings"]) == (0, [])


def test_a_rejected_claim_stops_counting_from_then_on(drawdown: Drawdown, published: list[Any], system: Any) -> None:
    path = "/v1/presence/am.syunik.agarak_checkpoint"
    before = system.get(path)
    done = drawdown("review", "armenpress-2024-12-30-agarak#1.1", "--reject", "--reason", "a test of it", "--wait")
    assert done.returncode == 0, done.stderr
    assert (before["status"], system.get(path)["status"]) == ("handed_over", "present")
    pinned = system.get(path, position=before["position"])
    assert pinned == {**before, "lag_seconds": None}
    effects = {one["claim"]: one["effect"] for one in system.get(f"{path}/evidence")["data"]}
    assert effects["armenpress-2024-12-30-agarak#1.1"] == "does not count: rejected on review"


def test_text_pages_and_standard_input_are_published(drawdown: Drawdown, published: list[Any], tmp_path: Path) -> None:
    note, page = tmp_path / "note.txt", tmp_path / "page.html"
    note.write_text("Russian border guards left the Akhurik checkpoint on 12 March 2025.")
    page.write_text(PAGE)
    told = drawdown("publish", str(note), "--source", "Civilnet", "--date", "2025-03-14", "--wait", "--json")
    assert json.loads(told.stdout)["articles"][0]["outcome"] == "published"
    told = drawdown("publish", str(page), "--source", "Hetq", "--date", "2025-03-13", "--wait", "--json")
    assert json.loads(told.stdout)["articles"][0]["outcome"] == "published", told.stderr
    line = SAMPLES.read_bytes().splitlines()[0]
    told = drawdown("publish", "-", "--wait", "--json", given=line)
    assert json.loads(told.stdout)["articles"][0]["outcome"] == "unchanged"
    (row,) = json.loads(drawdown("presence", "am.shirak.akhurik_checkpoint", "--json").stdout)["data"]
    assert row["status"] == "withdrawn"


def test_files_in_other_encodings_are_published_where_nothing_has_to_be_guessed(
    drawdown: Drawdown, published: list[Any], tmp_path: Path
) -> None:
    said = "Russian border guards left the Akhurik checkpoint on 12 March 2025, «сообщили» там."
    old, marked, page = tmp_path / "old.txt", tmp_path / "marked.txt", tmp_path / "page.html"
    old.write_bytes(said.encode("cp1251"))
    marked.write_bytes(said.encode("utf-16"))
    page.write_bytes(
        PAGE.replace("<head>", '<head><meta charset="windows-1251">').replace("Home", "Дом").encode("cp1251")
    )
    given = ("--source", "Civilnet", "--date", "2025-03-14")

    refused = drawdown("publish", str(old), str(marked), str(page), *given, "--wait", "--json")
    answer = json.loads(refused.stdout)
    assert (refused.returncode, len(answer["articles"]), answer["refused"]) == (4, 2, 1)
    assert answer["faults"][0]["where"] == str(old)
    assert "give `--encoding cp1251`" in answer["faults"][0]["reason"]

    taken = drawdown("publish", str(old), *given, "--encoding", "windows-1251", "--wait", "--json")
    (row,) = json.loads(taken.stdout)["articles"]
    assert (taken.returncode, row["outcome"]) == (0, "published")
    stored = drawdown("events", row["id"], "--json")
    assert json.loads(stored.stdout)["data"][0]["data"]["article"]["source"] == "Civilnet"


def test_a_bad_line_does_not_stop_the_others(drawdown: Drawdown, published: list[Any]) -> None:
    lines = b'{"id":"no text"}\nnot json\n{"id":"fine","source":"Hetq","published_at":"2025-01-01","text":"Rain."}\n'
    done = drawdown("publish", "-", "--wait", "--json", given=lines)
    answer = json.loads(done.stdout)
    assert done.returncode == 4
    assert answer["refused"] == 2
    assert [row["id"] for row in answer["articles"]] == ["fine"]
    assert b"-:1: no article" in done.stderr


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("presence", "am.nowhere"), 3, b"am.nowhere"),
        (("events", "no-such-article"), 3, b"no-such-article"),
        (("presence", "--as-of", "soon"), 2, b"as_of"),
        (("replay", "--until", "soon"), 2, b"--until"),
        (("replay", "--without-source", "Armenpres"), 3, b"Did you mean Armenpress?"),
        (("replay", "--without-article", "no-such-article"), 3, b"no-such-article"),
        (("replay", "--extractor", "no-such-version"), 3, b"no-such-version"),
        (("reextract", "no-such-article", "--dry-run"), 3, b"no-such-article"),
        (("review", "no-such-article#1.1", "--reject", "--reason", "never written"), 3, b"no-such-article"),
        (("publish", "/no/such/file.jsonl"), 2, b"cannot be read"),
        (("participation", "NOPE", "ARM"), 3, b"NOPE"),
        (("publish",), 2, b"FILE"),
    ],
)
def test_a_mistake_is_one_sentence_and_an_exit_code(
    drawdown: Drawdown, words: tuple[str, ...], code: int, told: bytes
) -> None:
    done = drawdown(*words)
    assert done.returncode == code
    assert told in done.stderr
    assert b"Traceback" not in done.stderr


def test_extraction_needs_no_service_and_keeps_the_order_of_its_lines() -> None:
    lines = SAMPLES.read_bytes().splitlines()
    command = [sys.executable, "-m", "services", "extract", "--jsonl", "-"]
    environment = settings.child_environment(kafka="127.0.0.1:1", data="/nonexistent")
    done = subprocess.run(
        command, input=b"\n".join(lines), capture_output=True, env=environment, timeout=60, check=True
    )
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["id"] for answer in answers] == [json.loads(line)["id"] for line in lines]
    texts = {json.loads(line)["id"]: json.loads(line)["text"] for line in lines}
    for answer in answers:
        for event in answer["events"]:
            quote = event["quote"]
            assert texts[answer["id"]][quote["start"] : quote["end"]] == quote["text"]
