"""WHERE EVENTS LIVE: the topics on Kafka. Ingest appends, the projector reads, users and the api publish articles.

kafka-python administers (`topics.py`, `groups.py`); confluent-kafka, several times faster, and able to go on after a
broker was killed in mid-request, carries the records (`producer.py`, `reader.py`). Each client stays in these files.
"""
