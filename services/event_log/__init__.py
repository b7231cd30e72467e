"""WHERE EVENTS LIVE: the topics on Kafka. Ingest appends, the projector reads, users and the api publish articles.

kafka-python administers and publishes (`topics.py`, `groups.py`, `publish.py`); confluent-kafka, several times faster,
carries what is bulk: the relay (`producer.py`) and the reader (`reader.py`). Each client stays in these files.
"""
