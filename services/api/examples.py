"""One worked example of each answer, shown in the OpenAPI document."""

from typing import Any

JSON = dict[str, Any]

STANDING: JSON = {"position": "WyJyIiwicm1fdjEiLDQxMl0", "projection": "rm_v1", "lag_seconds": 0.0}
OPEN_CLOCKS: JSON = {"as_of": None, "reported_by": None, "recorded_by": None, **STANDING}
CLOCKED: JSON = {"as_of": "2024-11-01", "reported_by": "2026-11-21", "recorded_by": "2026-11-21", **STANDING}
PLACE: JSON = {
    "id": "am.syunik.agarak_checkpoint",
    "name": "Agarak checkpoint",
    "kind": "site",
    "parent": "am.syunik.agarak",
}
MAPPED_PLACE: JSON = {**PLACE, "host": "ARM", "lat": 38.86, "lon": 46.2}
ORGANISATION: JSON = {"id": "CSTO", "name": "Collective Security Treaty Organization", "tracked": True}
CITATION: JSON = {
    "claim": "example-2024-10-08#1.1",
    "type": "ControlHandoverAgreed",
    "polarity": "affirmed",
    "certainty": "certain",
    "realis": "planned",
    "temporal": "future",
    "quote": "Armenian guards will take over the Agarak checkpoint on 1 January 2025",
    "source": "Example News",
    "article": "example-2024-10-08",
    "edition": 1,
    "published_at": "2024-10-08",
    "url": "https://news.example/agarak",
    "title": "Guards to leave Agarak",
    "said": {
        "by": "Nikol Pashinyan",
        "org": None,
        "role": "Prime Minister",
        "via": None,
        "said_on": None,
        "mode": None,
    },
    "when": [
        {
            "edtf": "2025-01-01",
            "role": "effective",
            "precision": "day",
            "mod": None,
            "anchor": "absolute",
            "raw": "on 1 January 2025",
        }
    ],
    "grade": "B3",
    "origin": "Nikol Pashinyan",
    "effect": "outlook: handover agreed",
}
WEIGHED_CLAIM: JSON = {
    "claim": CITATION["claim"],
    "letter": "B",
    "outlet": CITATION["source"],
    "outlet_letter": "B",
    "role": "official_own",
    "speaks_for": "ARM",
    "cites": None,
    "cited_letter": None,
}
VOICE: JSON = {
    "kind": "speaker",
    "name": "Nikol Pashinyan",
    "side": "host",
    "claims": [WEIGHED_CLAIM],
    "claims_total": 1,
    "copies": [],
}
WEIGHT: JSON = {
    "grade": "B3",
    "digit": 3,
    "rule": "one origin: a named official",
    "letter": "B",
    "letter_of": CITATION["claim"],
    "origins": [VOICE],
    "origins_total": 1,
}
WEIGHING: JSON = {
    "subject": "presence/am.syunik.agarak_checkpoint/RUS/border_guards",
    "value": "present",
    "confidence": "B3",
    "support": WEIGHT,
    "outlook": WEIGHT,
    "against": None,
    "verdict": None,
    "shown_as": None,
}
ROW: JSON = {
    "place": PLACE,
    "owner": "RUS",
    "force": "border_guards",
    "status": "present",
    "outlook": {"plan": "handover", "stage": "agreed", "effective": "2025-01-01", "due": False},
    "since": "../2024-10-08",
    "other_dates": [],
    "last_confirmed": "2024-10-08",
    "until": None,
    "size": None,
    "confidence": "B3",
    "sources": 1,
    "disputed_by": [],
    "evidence": [CITATION],
}
FACET: JSON = {
    "value": "frozen_de_facto",
    "since": "2024-02",
    "other_dates": ["2024-03"],
    "confidence": "B2",
    "sources": 2,
    "disputed_by": [],
    "evidence": [],
}
UNKNOWN_FACET: JSON = {**FACET, "value": "unknown", "since": None, "other_dates": [], "confidence": None, "sources": 0}
MEMBERSHIP: JSON = {
    "org": "CSTO",
    "member": "ARM",
    "facets": {
        "legal": {**FACET, "value": "member"},
        "participation": FACET,
        "funding": UNKNOWN_FACET,
        "exit_stage": UNKNOWN_FACET,
    },
    "expected": [],
    "listed": [],
    "evidence": [],
}
CHANGE: JSON = {
    "position": 17,
    "id": "0c0f2a77-5f6e-5d3a-8a55-6a5b2c7f4e11",
    "subject": "presence/am.syunik.agarak_checkpoint/RUS/border_guards",
    "kind": "status",
    "before": "present",
    "after": "handed_over",
    "caused_by": "example-2024-12-30#1",
    "recorded_at": "2026-11-21T09:30:00Z",
    "due_on": None,
    "detail": {},
}
ARTICLE: JSON = {
    "id": "example-2024-10-08",
    "source": "Example News",
    "title": "Guards to leave Agarak",
    "url": "https://news.example/agarak",
    "lang": "en",
    "published_at": "2024-10-08",
    "revised_at": None,
    "recorded_at": "2026-11-21T09:30:00Z",
    "editions": 1,
    "claims": 1,
    "unread": 1,
}
EDITION: JSON = {
    "edition": 1,
    **{name: value for name, value in ARTICLE.items() if name not in ("id", "editions")},
    "extractor": "1.0.0",
    "copies": [{"article": "example-copy", "edition": 1, "similarity": 0.93}],
    "text": None,
}
RECORD: JSON = {
    **{name: CITATION[name] for name in ("type", "polarity", "certainty", "realis", "temporal")},
    "force": [{"owner": "RUS", "type": "border_guards"}],
    "locations": ["am.syunik.agarak_checkpoint"],
    "quote": {"text": CITATION["quote"], "start": 0, "end": 71},
    "said": {"by": "Nikol Pashinyan", "role": "Prime Minister"},
    "when": [{"edtf": "2025-01-01", "role": "effective", "precision": "day"}],
    "rule": {"id": "handover.future", "version": "1"},
}
CLAIM: JSON = {
    "claim": CITATION["claim"],
    "event_id": "7d2f6a0e-2c7c-5b0e-9b7e-5d1f3f1c9a10",
    "edition": 1,
    "ordinal": 1,
    "type": CITATION["type"],
    "sentence": {"text": f"{CITATION['quote']}, Nikol Pashinyan said.", "start": 0, "end": 94},
    "record": RECORD,
    "reviews": [],
}
UNREAD: JSON = {
    "edition": 1,
    "start": 95,
    "end": 131,
    "sentence": {"text": "Will the guards at Meghri leave too?", "start": 95, "end": 131},
    "trigger": "leave",
    "reason": "question",
    "meaning": "It is asked, not said.",
}
STREAM_EVENT: JSON = {
    "specversion": "1.0",
    "id": CLAIM["event_id"],
    "source": "drawdown/ingest",
    "type": "control-handover-agreed.v1",
    "subject": "article-example-2024-10-08",
    "time": "2026-11-21T09:30:00.000Z",
    "datacontenttype": "application/json",
    "dataschema": "urn:drawdown:schema:control-handover-agreed.v1",
    "partitionkey": "example-2024-10-08",
    "streamversion": 2,
    "previousid": "1b0c3a52-9a9b-5d53-8a8e-0c1f5f9b7d01",
    "previoushash": "5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef",
    "causationid": "articles/3/12",
    "partition": 0,
    "offset": 411,
    "data": RECORD,
}
ARTICLE_IN: JSON = {
    "id": "example-2024-10-08",
    "source": "Example News",
    "published_at": "2024-10-08",
    "title": "Guards to leave Agarak",
    "url": "https://news.example/agarak",
    "lang": "en",
    "text": "Armenian guards will take over the Agarak checkpoint on 1 January 2025, Nikol Pashinyan said.",
}
PROBLEM: JSON = {
    "type": "/problems/invalid-parameter",
    "title": "A parameter cannot be read",
    "status": 422,
    "detail": "as_of: '2024-13' is no EDTF date such as 2024-08-01, 2024-08, 2024 or 2024-05-01/2024-05-31",
    "mend": "Correct the parameters that `errors` names.",
    "instance": "/v1/presence",
    "errors": [{"detail": "as_of: '2024-13' is no EDTF date such as 2024-08-01 …", "parameter": "as_of"}],
}
PRESENCE_INTERVAL: JSON = {
    "subject": "presence/am.syunik.agarak_checkpoint/RUS/border_guards",
    "start": "2024-10-08",
    "end": "2024-12-29",
    "row": ROW,
}
FACET_INTERVAL: JSON = {
    "subject": "participation/CSTO/ARM/participation",
    "start": "2024-02-23",
    "end": None,
    "facet": FACET,
}
DIFFERENCE: JSON = {
    "subject": "presence/am.syunik.agarak_checkpoint/RUS/border_guards",
    "changes": [{"kind": "status", "before": "present", "after": "handed_over"}],
    "claims": [{"before": None, "after": "sets handed_over", "citation": CITATION}],
    "claims_total": 1,
}
DIFF_POINT: JSON = {"as_of": "2024-11-01", "reported_by": "2024-11-01", "recorded_by": "2026-11-21", "position": None}
DIFF: JSON = {
    "clock": "reported_by",
    "before": DIFF_POINT,
    "after": {**DIFF_POINT, "as_of": "2025-02-01", "reported_by": "2025-02-01"},
    "data": [DIFFERENCE],
    "next": None,
    **STANDING,
}
STATE: JSON = {
    **OPEN_CLOCKS,
    "state_hash": "e749f0629bb3e56a2b9b4736b32f099fafb99e47a51be29e99df938eddd42b1c",
    "claims": 61,
    "places": 14,
    "memberships": 1,
}
HEALTH: JSON = {"status": "ok", "checks": [{"name": "read store", "ok": True, "detail": "rm_v1 stands at 412"}]}
ARTICLE_ANSWER: JSON = {
    **{name: value for name, value in ARTICLE.items() if name not in ("editions", "claims", "unread")},
    "stopped": None,
    "editions": [EDITION],
    "claims": [CLAIM],
    "unread": [UNREAD],
    **CLOCKED,
}
STREAM: JSON = {
    "id": ARTICLE["id"],
    "stream": STREAM_EVENT["subject"],
    "stopped": None,
    "text_withheld": True,
    "data": [STREAM_EVENT],
    "next": None,
    **CLOCKED,
}
