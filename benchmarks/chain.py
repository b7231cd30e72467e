"""The whole chain on this machine: start, memory, articles a second, and how long until an article is visible.

    python benchmarks/chain.py [--articles 2000] [--seconds 30]

Starts a stack in a folder of its own and stops it. Rates stand beside limits measured in the same run: the extractor
alone on one core, and an article's bare way to the broker.
"""

import argparse
import json
import queue
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from events.article import Article
from events.streams import Topics
from services.commands.ask import Answers
from services.event_log.producer import Placed
from services.event_log.publish import ArticlePublisher
from services.event_log.topics import create as create_topics
from services.ingest.extract import extract

PLACES = (
    "the province of Tavush", "the province of Syunik", "Zvartnots airport", "the Agarak checkpoint",
    "the Margara checkpoint", "the border with Turkey", "the village of Nerkin Hand", "Nagorno-Karabakh",
)  # fmt: skip
CLAIMS = (
    "Russian border guards left {place} on {day}.",
    "Russia and Armenia agreed on {day} that Russian border guards will be withdrawn from {place}.",
    "Russian border guards remain at {place}, the Foreign Ministry said.",
    "Armenia has asked Russia to withdraw its border guards from {place} by {day}.",
    "Armenia did not take part in the CSTO exercises in October 2023.",
)
WORDS = [
    "harvest",
    "road",
    "bridge",
    "market",
    "school",
    "winter",
    "village",
    "council",
    "river",
    "price",
    "mayor",
    "tourist",
    "vineyard",
    "apricot",
    "railway",
    "concert",
    "museum",
    "pension",
    "budget",
    "hospital",
    "teacher",
    "engineer",
    "harvest",
    "festival",
    "winner",
    "match",
    "stadium",
    "student",
    "library",
    "exhibition",
]
RATE = 20
PATIENCE_SECONDS = 120


def articles(count: int, seed: int) -> Iterator[Article]:
    """Different articles of some 1,500 characters: every second one makes a claim, the others make none."""
    chance = random.Random(seed)
    for number in range(count):
        day = f"{chance.randint(1, 28)} {chance.choice(('March', 'June', 'August', 'October'))} 2024"
        filler = [
            " ".join(chance.choices(WORDS, k=chance.randint(8, 16))).capitalize()
            + f" in year {chance.randint(1800, 2020)}."
            for _ in range(16)
        ]
        if number % 2:
            filler.insert(chance.randint(0, 8), chance.choice(CLAIMS).format(place=chance.choice(PLACES), day=day))
        published = f"2024-{chance.randint(11, 12)}-{chance.randint(1, 28):02}"
        text = "\n\n".join(" ".join(filler[start : start + 4]) for start in range(0, len(filler), 4))
        yield Article(id=f"bench-{seed}-{number}", text=text, source="Bench Wire", published_at=published)


def drawdown(*words: str) -> str:
    """Run the command, return what it prints."""
    done = subprocess.run([sys.executable, "-m", "services", *words], capture_output=True, text=True, check=True)
    return done.stdout


def starts(folder: str) -> dict[str, float]:
    """Seconds of a first and of a later start of the stack; leaves it running."""
    began = time.perf_counter()
    drawdown("up", "--detach", "--data-dir", folder)
    first = time.perf_counter() - began
    drawdown("down", "--data-dir", folder)
    began = time.perf_counter()
    drawdown("up", "--detach", "--data-dir", folder)
    return {"first start (jars in the cache)": first, "later start": time.perf_counter() - began}


def sustained(kafka: str, api: str, count: int) -> float:
    """Articles a second from the first byte published until the last is visible."""
    made = list(articles(count, 1))
    publisher = ArticlePublisher(kafka, Topics())
    began = time.perf_counter()
    placed = [place for start in range(0, count, 200) for place in publisher.publish(made[start : start + 200])]
    publisher.close()
    last = {place.partition: place for place in placed}
    with Answers(api) as answers:
        answers.wait([row(place) for place in last.values()], 600)
    return count / (time.perf_counter() - began)


def latencies(kafka: str, api: str, seconds: int) -> list[float]:
    """Seconds from publishing to visible, of articles published at 20 a second.

    One thread asks for the oldest that is not visible yet, so that the asking does not slow down what is measured; a
    figure is at most one question too long.
    """
    publisher = ArticlePublisher(kafka, Topics())
    published: queue.SimpleQueue[tuple[Placed, float] | None] = queue.SimpleQueue()
    found: list[float] = []

    def watch() -> None:
        with Answers(api) as answers:
            while (item := published.get()) is not None:
                place, began = item
                answers.wait([row(place)], PATIENCE_SECONDS)
                found.append(time.perf_counter() - began)

    watcher = threading.Thread(target=watch)
    watcher.start()
    begun = time.perf_counter()
    for number, article in enumerate(articles(RATE * seconds, 2)):
        time.sleep(max(0.0, begun + number / RATE - time.perf_counter()))
        began = time.perf_counter()
        (place,) = publisher.publish([article])
        published.put((place, began))
    published.put(None)
    watcher.join()
    publisher.close()
    return sorted(found)


def extraction_alone(count: int) -> float:
    """Articles a second through the extractor on one core: what bounds ingest."""
    made = list(articles(count, 3))
    extract(made[0])
    began = time.perf_counter()
    for article in made:
        extract(article)
    return count / (time.perf_counter() - began)


def broker_alone(kafka: str, count: int) -> float:
    """Articles a second acknowledged by the broker."""
    made = list(articles(count, 4))
    publisher = ArticlePublisher(kafka, Topics("bench-"))
    began = time.perf_counter()
    for start in range(0, count, 200):
        publisher.publish(made[start : start + 200])
    publisher.close()
    return count / (time.perf_counter() - began)


def say(name: str, value: str) -> None:
    """One figure."""
    sys.stdout.write(f"{name:<44} {value}\n")
    sys.stdout.flush()


def row(place: Placed) -> dict[str, object]:
    """A record to wait for."""
    return {"id": f"{place.partition}/{place.offset}", "partition": place.partition, "offset": place.offset}


def main() -> None:
    """Print one figure a line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--seconds", type=int, default=30)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="drawdown-bench-") as folder:
        Path(folder).chmod(0o711)
        data = str(Path(folder) / "data")
        try:
            for name, seconds in starts(data).items():
                say(name, f"{seconds:.1f} s")
            status = json.loads(drawdown("status", "--json", "--data-dir", data))
            for name, process in status["services"].items():
                say(f"resident, {name}", f"{process['resident_mb']:.0f} MB")
            say("resident, all", f"{sum(p['resident_mb'] for p in status['services'].values()):.0f} MB")
            kafka, api = status["addresses"]["kafka"], status["addresses"]["api"]
            create_topics(kafka, Topics("bench-"))
            waited = latencies(kafka, api, options.seconds)
            say(f"publish to visible at {RATE}/s, p50", f"{statistics.median(waited) * 1000:.0f} ms")
            say(f"publish to visible at {RATE}/s, p99", f"{waited[int(len(waited) * 0.99)] * 1000:.0f} ms")
            whole, alone = sustained(kafka, api, options.articles), extraction_alone(500)
            broker = broker_alone(kafka, options.articles)
            say("articles/s through the whole chain", f"{whole:.0f}")
            say("articles/s, extraction alone on one core", f"{alone:.0f} ({whole / alone:.2f} of it is reached)")
            say("articles/s acknowledged by the broker", f"{broker:.0f} ({whole / broker:.2f} of it is reached)")
        finally:
            subprocess.run([sys.executable, "-m", "services", "down", "--data-dir", data], check=False)


if __name__ == "__main__":
    main()
