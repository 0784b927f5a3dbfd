import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spoiled import codes, only

from archiver.journal.checks import check
from archiver.journal.codes import CODES, finding
from archiver.journal.findings import Severity
from archiver.journal.model import Feature, Journal
from archiver.sample.college import make_college
from factories import make_journal, make_lessons, make_section, make_students

BARE_LESSONS = tuple(replace(lesson, topic=None, homework=None, hours=None) for lesson in make_lessons())
BARE = make_section(
    lessons=BARE_LESSONS, teacher=None, period_columns=(), period_marks={}, planned_hours=None
)
SEVERITIES = {
    Feature.TOPICS: ("source.no-topics", Severity.WARNING),
    Feature.TEACHER: ("source.no-teacher", Severity.WARNING),
    Feature.PERIOD_GRADES: ("source.no-period-grades", Severity.WARNING),
    Feature.DEPARTMENT: ("source.no-department", Severity.WARNING),
    Feature.HOMEWORK: ("source.no-homework", Severity.NOTE),
    Feature.HOURS: ("source.no-hours", Severity.NOTE),
    Feature.PLAN: ("source.no-plan", Severity.NOTE),
    Feature.PLANNED_HOURS: ("source.no-planned-hours", Severity.NOTE),
    Feature.ENROLMENT: ("source.no-enrolment", Severity.NOTE),
}


def bare_journal(**overrides: object) -> Journal:
    """What a printed report gives when nobody has filled in anything."""
    group = replace(make_journal().group, department=None)
    settings = {"sections": (BARE,), "plan": (), "group": group, "carries": frozenset(), "format": "xls"}
    return make_journal(**{**settings, **overrides})


def test_a_clean_journal_has_no_findings() -> None:
    assert check(make_journal()) == ()


@pytest.mark.parametrize("position", range(4))
def test_a_clean_sample_has_nothing_but_notes(position: int) -> None:
    found = check(make_college(4, seed=7).journal(position))
    assert [item for item in found if item.severity is not Severity.NOTE] == []


def test_every_feature_that_a_source_lacks_is_told_once() -> None:
    told = {item.code: item.severity for item in check(bare_journal())}
    assert told == dict(SEVERITIES.values())
    assert set(SEVERITIES) == set(Feature)
    assert len(check(bare_journal())) == len(told)


@pytest.mark.parametrize("feature", Feature)
def test_a_feature_that_is_carried_is_checked_instead(feature: Feature) -> None:
    code, _severity = SEVERITIES[feature]
    assert code not in codes(bare_journal(carries=frozenset({feature})))
    assert code in codes(bare_journal(carries=frozenset(Feature) - {feature}))


def test_blanks_that_settings_have_filled_are_not_told() -> None:
    """Nothing is blank on paper, though the export carries nothing."""
    assert codes(make_journal(carries=frozenset(), format="xls")) == ["source.no-enrolment"]


def test_a_page_without_lessons_leaves_no_blank_grades() -> None:
    journal = bare_journal(sections=(replace(BARE, lessons=(), marks={}),))
    assert "source.no-period-grades" not in codes(journal)


def test_how_many_pages_stay_blank() -> None:
    sections = (BARE, replace(BARE, term=2, lessons=make_lessons(term=2), students=make_students()))
    assert "(xls)" in only(bare_journal(sections=sections), "source.no-teacher").message
    assert "2" in only(bare_journal(sections=sections), "source.no-teacher").message
    assert "1" in only(bare_journal(sections=sections), "source.no-topics").message


def spoilt() -> Journal:
    sections = (
        make_section("Физика", teacher=None, lessons=make_lessons(term=2)),
        make_section("Химия", 2, teacher=None, students=make_students() + make_students(2)),
        make_section("Алгебра", lessons=BARE_LESSONS, planned_hours=None),
        make_section("Право"),
        make_section("Право", source="other.json"),
    )
    return make_journal(sections=sections, plan=make_journal().plan)


@given(st.randoms(use_true_random=False))
def test_findings_do_not_depend_on_the_order_of_the_source(rnd: random.Random) -> None:
    journal = spoilt()
    sections, plan = list(journal.sections), list(journal.plan)
    rnd.shuffle(sections)
    rnd.shuffle(plan)
    assert check(replace(journal, sections=tuple(sections), plan=tuple(plan))) == check(journal)


def test_the_heaviest_findings_come_first_and_pages_in_binder_order() -> None:
    found = check(spoilt())
    assert [item.severity for item in found] == sorted(
        (item.severity for item in found), key=list(Severity).index
    )
    assert {item.severity for item in found} == set(Severity)
    missing = [item.place.subject for item in found if item.code == "teacher.missing"]
    assert missing == ["Физика", "Химия"]


def test_hostile_names_stay_text() -> None:
    section = make_section("{0} {page} %s <script>\x1b[31m", teacher=None)
    found = only(make_journal(sections=(section,)), "teacher.missing")
    assert "{0} {page} %s <script>" in found.message and "\x1b" not in found.message
    assert found.place.subject == section.subject.name


def test_every_finding_says_what_to_do() -> None:
    for item in (*check(spoilt()), *check(bare_journal())):
        assert item.advice == CODES[item.code].advice and item.message.endswith(".")
        assert item.group == "ИС-21"


def test_codes_are_kept_in_order_and_named_alike() -> None:
    assert list(CODES) == sorted(CODES)
    assert all(code.count(".") == 1 and code == code.lower() for code in CODES)


def test_a_code_that_is_not_in_the_table_cannot_be_found() -> None:
    with pytest.raises(KeyError):
        finding("no.such", "…")
