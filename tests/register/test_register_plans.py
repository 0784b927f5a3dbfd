"""No question to a full register goes through a large table row by row."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from entries import ROSTER, deposited, file, medium

from archiver.archive.level.matrix import judge
from archiver.register.finding import Query
from archiver.register.opening import open_url
from archiver.register.work import Work

TODAY = dt.date(2032, 11, 24)
LARGE = "files|bags|bag_contents|copies|postings|rosters|events|fixity_checks|act_rows"
ALIKE = r"SEARCH bags USING INDEX ix_bags_state_placement \(state=\?\)$"
"""Nearly all bags are in one state: an index that tells them by it alone is the table."""

QUESTIONS: dict[str, Callable[[Work], object]] = {
    "student": lambda work: work.find(Query(student="абаев")),
    "subject": lambda work: work.find(Query(subject="физика", group="ис-21")),
    "group": lambda work: work.find(Query(group="ис-21", academic_year=2025)),
    "year": lambda work: work.find(Query(academic_year=2025)),
    "due": lambda work: work.due(TODAY),
    "level": lambda work: judge(work.facts(TODAY)),
    "eligible": lambda work: list(work.eligible(TODAY)),
    "summary": lambda work: work.eligibility(TODAY),
    "external id": lambda work: work.files.by_external_id("x"),
    "current bags of files": lambda work: work.bags.current_of([1, 2]),
    "current bags of no file": lambda work: work.bags.current_of([]),
    "copies of bags": lambda work: work.copies.of_bags([1, 2]),
    "paper of files": lambda work: work.paper.of_files([1, 2]),
    "some media": lambda work: work.media.some([1, 2]),
    "bags of a file": lambda work: work.bags.of_file(1),
    "copies of a bag": lambda work: work.copies.of_bag(1),
    "on a medium": lambda work: work.copies.on_medium(1, after=5),
    "longest ago": lambda work: work.copies.least_recently_verified(1, 10),
    "troubled": lambda work: tuple(work.copies.troubled()),
    "holds of a file": lambda work: work.holds.of_file(1),
    "events of an object": lambda work: list(work.trail.events(object_="file:1")),
}


@pytest.mark.parametrize("question", list(QUESTIONS))
def test_every_question_has_its_index(question: str, tmp_path: Any) -> None:
    """SQLite tells its plan without looking at how full the tables are, so a small register will do."""
    asked: list[tuple[str, Any]] = []
    with open_url(f"sqlite:///{tmp_path}/register.db") as register:
        with register.transaction(by="orlova") as work:
            one = work.media.add(medium())
            deposited(work, 1, (one,))
            work.files.add(file(2), ROSTER)

        def remember(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
            asked.append((statement, parameters))

        with register.reading() as work:
            sa.event.listen(register.engine, "before_cursor_execute", remember)
            QUESTIONS[question](work)
            sa.event.remove(register.engine, "before_cursor_execute", remember)
            slow = [
                (row[3], statement)
                for statement, parameters in asked
                for row in work.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
                if re.match(rf"SCAN ({LARGE})\b(?!.*USING)|{ALIKE}", row[3])
            ]
    assert asked
    assert slow == []
