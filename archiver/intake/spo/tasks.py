"""Tasks of a lesson: what of their texts the topic and the homework of a paper journal hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from archiver.intake.spo.page_values import PageTask

_HOME = "Home"


def topic_of(tasks: Sequence[PageTask], planned: Sequence[str]) -> str | None:
    """The working programme's name of the lesson (`planned`), else the topics of all tasks done in it."""
    return "; ".join(dict.fromkeys(planned or _topics(tasks))) or None


def homework_of(tasks: Sequence[PageTask]) -> str | None:
    """The tasks set for home, each «тема: условие»."""
    found: dict[str, None] = {}
    for task in tasks:
        if task.kind == _HOME:
            text = ": ".join(dict.fromkeys(part for part in (task.topic, task.condition) if part))
            found[text] = None
    return "; ".join(text for text in found if text) or None


def unprinted(tasks: Sequence[PageTask], planned: Sequence[str]) -> int:
    """How many topics and conditions of tasks stand neither in the topic nor in the homework."""
    printed = {*(planned or _topics(tasks))}
    texts = [text for task in tasks if task.kind != _HOME for text in (task.topic, task.condition)]
    return sum(bool(text) and text not in printed for text in texts)


def _topics(tasks: Sequence[PageTask]) -> Iterator[str]:
    """What was done in class; the lesson's own task first."""
    in_class = [task for task in tasks if task.kind != _HOME]
    ordered = sorted(in_class, key=lambda task: task.kind != "Lesson")
    return (task.topic for task in ordered if task.topic)
