"""Claims of one article, as a person would want to read them."""

from typing import Any


def told(answer: dict[str, Any]) -> str:
    """An article's claims, a few lines each: what, who, where, when, on whose word, in which words."""
    lines = [f"{answer['id']}: {len(answer['events'])} claims" if "error" not in answer else answer["error"]]
    for event in answer["events"]:
        lines.append(f"  {_headline(event)}")
        lines.append(f"    “{_one_line(event['quote']['text'])}”")
    return "\n".join(lines)


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
