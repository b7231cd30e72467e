"""Claims of one article, and what of it was left unread, as a person would want to read them."""

from typing import Any

from events.article import Article
from events.reading import Reading, Reason


def answer_of(article: Article, reading: Reading) -> dict[str, Any]:
    """What is told of an article to programs: its id, its claims, and the sentences left unread with their words."""
    unread = [{**left.to_json(), "sentence": article.text[left.start : left.end]} for left in reading.unread]
    return {"id": article.id, "events": [record.to_json() for record in reading.claims], "unread": unread}


def told(answer: dict[str, Any]) -> str:
    """An article's claims, a few lines each: what, who, where, when, on whose word, in which words; then what was left
    unread, each sentence with the word that called for a claim and why there is none."""
    lines = [answer["error"] if "error" in answer else f"{answer['id']}: {_counted(answer)}"]
    for event in answer["events"]:
        lines.append(f"  {_headline(event)}")
        lines.append(f"    “{_one_line(event['quote']['text'])}”")
    for left in answer["unread"]:
        lines.append(f"  unread · {left['trigger']} · {left['reason']}: {Reason(left['reason']).meaning}")
        lines.append(f"    “{_one_line(left['sentence'])}”")
    return "\n".join(lines)


def _counted(answer: dict[str, Any]) -> str:
    claims, unread = len(answer["events"]), len(answer["unread"])
    counted = "1 claim" if claims == 1 else f"{claims} claims"
    return counted + (f", {unread} {'sentence' if unread == 1 else 'sentences'} unread" if unread else "")


def _headline(event: dict[str, Any]) -> str:
    owners = ", ".join(f"{force.get('owner') or '?'} {force['type']}" for force in event.get("force", []))
    places = ", ".join(event.get("locations", []))
    dates = ", ".join(f"{when['role']} {when['edtf']}" for when in event.get("when", []))
    said = event.get("said", {})
    speaker = said.get("by") or said.get("org") or said.get("via")
    axes = "/".join(event[axis] for axis in ("polarity", "certainty", "realis", "temporal"))
    parts = [event["type"], owners, places, event.get("org"), dates, f"said by {speaker}" if speaker else None, axes]
    return " · ".join(part for part in parts if part)


def _one_line(text: str) -> str:
    return " ".join(text.split())
