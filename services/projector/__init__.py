"""EVENTS -> TABLES.

In: the topic `article-events`. Out: the tables of one projection schema, and the feed of status changes.
Guarantee: rows and offset move in one transaction, by compare-and-set; a gap or a fork in a stream stops that stream
and no other; whatever the order, batching or repetition of records, the tables are the same.
"""
