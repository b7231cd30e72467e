"""TABLES -> HTTP: answers with cited sentences, under three clocks.

In: questions over HTTP, and the read store. Out: JSON, a feed of changes, and articles onto the topic `articles`.
It decides nothing: conclusions come from `services.resolve`, rows from `services.read_store`.
Every answer says on which position of the log it stands; every failure is a problem (RFC 9457) that names its cause.
"""
