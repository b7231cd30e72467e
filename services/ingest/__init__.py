"""ARTICLES -> EVENTS.

In: the topic `articles`. Out: `article-events`, one immutable stream an article, and `dead-letters`.
Guarantee: one transaction holds the stream's head, the finished bytes of its new events and the offset of the input; a
relay sends from there. After a crash the same bytes are sent again, never others.
"""
