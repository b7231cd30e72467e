"""Consumer groups: their committed offsets are a hint, set from Postgres before a worker joins."""

import logging

from kafka import TopicPartition
from kafka.errors import CoordinatorLoadInProgressError, CoordinatorNotAvailableError, NoError, NotCoordinatorError
from kafka.structs import OffsetAndMetadata
from tenacity import retry, retry_if_exception_type, stop_after_delay, wait_fixed

from services.event_log.topics import administering

log = logging.getLogger(__name__)


NOT_YET = (CoordinatorLoadInProgressError, CoordinatorNotAvailableError, NotCoordinatorError)
"""What a broker answers while it makes or loads its own topic of offsets."""


@retry(retry=retry_if_exception_type(NOT_YET), wait=wait_fixed(0.2), stop=stop_after_delay(30), reraise=True)
def set_offsets(kafka: str, group: str, topic: str, offsets: dict[int, int]) -> dict[int, tuple[int | None, int]]:
    """Set a group's offsets. Returns the partitions that stood elsewhere, with (before, after).

    A group with members cannot be set: then nothing is changed, which is safe, since workers check Postgres themselves.
    """
    wanted = {TopicPartition(topic, partition): offset for partition, offset in offsets.items()}
    with administering(kafka) as client:
        before = client.list_group_offsets({group: list(wanted)}).get(group, {})
        stood = {p: before[p].offset if p in before and before[p].offset >= 0 else None for p in wanted}
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
    return {p.partition: (stood[p], at) for p, at in moved.items()}
