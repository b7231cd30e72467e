"""Consumer groups: their committed offsets are a hint, set from Postgres before a worker joins."""

import logging

from kafka import TopicPartition
from kafka.errors import NoError
from kafka.structs import OffsetAndMetadata

from services.event_log.topics import administering

log = logging.getLogger(__name__)


def set_offsets(kafka: str, group: str, topic: str, offsets: dict[int, int]) -> dict[int, tuple[int | None, int]]:
    """Set a group's offsets. Returns the partitions that stood elsewhere, with (before, after).

    A group with members cannot be set: then nothing is changed, which is safe, since workers check Postgres themselves.
    """
    wanted = {TopicPartition(topic, partition): offset for partition, offset in offsets.items()}
    with administering(kafka) as client:
        before = client.list_group_offsets({group: list(wanted)}).get(group, {})
        stood = {partition: before[partition].offset if partition in before else None for partition in wanted}
        moved = {p: at for p, at in wanted.items() if stood[p] != at}
        if not moved:
            return {}
        answers = client.alter_group_offsets(
            group, {partition: OffsetAndMetadata(at, "", -1) for partition, at in moved.items()}
        )
    refused = {partition: answer for partition, answer in answers.items() if answer is not NoError}
    if refused:
        log.warning("offsets of group %s were not set, it has members: %s", group, refused)
        return {}
    return {p.partition: (stood[p] if stood[p] is not None and stood[p] >= 0 else None, at) for p, at in moved.items()}
