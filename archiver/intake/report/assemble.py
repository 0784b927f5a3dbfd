"""The pages of all files of a group as one journal."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from archiver.intake.report.blocks import Block
from archiver.intake.report.dating import Dropped
from archiver.intake.report.facing import Field
from archiver.intake.report.names import NameFacts, group_key
from archiver.intake.report.provenance import Origin
from archiver.intake.report.sections import Page, sections_of, strangers
from archiver.intake.report.study_terms import TermHint, study_terms, term_of_hint
from archiver.journal.codes import finding
from archiver.journal.collation import name_key, same_name
from archiver.journal.findings import Finding
from archiver.journal.model import AcademicYear, Department, Feature, Group, Journal, Section, Term
from archiver.locale import _, ngettext
from archiver.settings.groups import DepartmentSettings, GroupSettings
from archiver.settings.tables import Settings

_REPEATED = "page.repeated"
_OF_GROUP = ("department", "course", "speciality", "curator", "education_form")

Origins = list[tuple[Origin, str | None]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A block of the group with the facts of its file's name and the file's format."""

    block: Block
    facts: NameFacts
    format: str


def assemble(
    name: str, year: AcademicYear, sheets: Sequence[Sheet], settings: Settings, origins: Origins
) -> tuple[Journal, list[Finding], Dropped]:
    """The journal, the findings of joining its pages, and the cells that only these findings have.

    `origins` gets what is not from the content.
    """
    own = next((one for one in settings.groups if group_key(one.name) == group_key(name)), None)
    pages, terms = _pages(sheets, year, settings, origins)
    sections: list[Section] = []
    findings: list[Finding] = []
    dropped: Dropped = Counter()
    for one_subject in _by_subject(pages):
        for one_list, subgroup in _subgroups(one_subject, findings):
            named = [replace(page, subgroup=subgroup) for page in one_list]
            made, found = sections_of(named, year, terms, dropped)
            sections += made
            findings += found
    sections = [_with_teacher(section, own, origins) for section in sections]
    findings += _told_differently([sheet.block for sheet in sheets])
    used = {section.term for section in sections}
    journal = Journal(
        group=_group(name, [sheet.block for sheet in sheets], own, settings, origins),
        year=year,
        terms=tuple(term for term in terms if term.number in used),
        sections=tuple(sorted(sections, key=lambda section: section.term)),
        format=sheets[0].format,
        carries=_carries(sheets, sections),
    )
    return journal, _condensed(findings), dropped


def _condensed(findings: Sequence[Finding]) -> list[Finding]:
    """A file exported twice repeats all its pages: said once for the file, with their number."""
    result: list[Finding] = []
    repeated: dict[str | None, list[Finding]] = defaultdict(list)
    for one in findings:
        if one.code == _REPEATED:
            repeated[one.place.file].append(one)
        else:
            result.append(one)
    for first, *others in repeated.values():
        more = ngettext(
            "So is {count} more page of the file.", "So are {count} more pages of the file.", len(others)
        ).format(count=len(others))
        result.append(replace(first, message=f"{first.message} {more}") if others else first)
    return result


def _pages(
    sheets: Sequence[Sheet], year: AcademicYear, settings: Settings, origins: Origins
) -> tuple[list[Page], tuple[Term, ...]]:
    hints = []
    for sheet in sheets:
        interval = sheet.block.heading.interval or sheet.facts.interval
        hints.append(TermHint(interval, sheet.block.heading.term or sheet.facts.term))
        if sheet.block.heading.interval is None:
            told = sheet.facts.interval or (sheet.facts.term and not sheet.block.heading.term)
            file = sheet.block.file
            if told:
                origins.append((Origin.TERM_NAME, file))
            if sheet.facts.interval is None:
                origins.append((Origin.PERIOD_SETTINGS, file))
    terms = study_terms(hints, year, settings.periods)
    pages = []
    for sheet, hint in zip(sheets, hints, strict=True):
        subgroup = sheet.block.subgroup
        if subgroup is None and sheet.facts.subgroup:
            subgroup = sheet.facts.subgroup
            origins.append((Origin.SUBGROUP_NAME, sheet.block.file))
        pages.append(Page(sheet.block, subgroup, hint.interval, term_of_hint(hint, year, settings.periods)))
    return pages, terms


def _by_subject(pages: Iterable[Page]) -> list[list[Page]]:
    subjects: dict[object, list[Page]] = defaultdict(list)
    for page in pages:
        subjects[name_key(page.block.subject), name_key(page.subgroup or "")].append(page)
    return list(subjects.values())


def _subgroups(pages: Sequence[Page], findings: list[Finding]) -> Iterator[tuple[list[Page], str | None]]:
    """The pages of a subject with their subgroup; lists without a common student are subgroups unnamed."""
    if pages[0].subgroup is not None:
        yield list(pages), pages[0].subgroup
        return
    lists = strangers(pages)
    if len(lists) == 1:
        yield lists[0], None
        return
    block = lists[1][0].block
    findings.append(
        finding(
            "report.subgroup-assumed",
            _("{subject}: {count} lists without a common student; printed as subgroups 1 to {count}.").format(
                subject=block.subject, count=len(lists)
            ),
            place=block.place(),
        )
    )
    for number, one_list in enumerate(lists, 1):
        yield one_list, str(number)


def _with_teacher(section: Section, own: GroupSettings | None, origins: Origins) -> Section:
    if section.teacher or own is None:
        return section
    name = section.subject.name
    displayed = [f"{name} ({section.subgroup} подгруппа)"] if section.subgroup else []
    for wanted in (*displayed, name):
        for subject, teacher in own.teachers.items():
            if same_name(subject, wanted) and teacher.strip():
                origins.append((Origin.TEACHER_SETTINGS, None))
                return replace(section, teacher=teacher)
    return section


def _group(
    name: str, blocks: Sequence[Block], own: GroupSettings | None, settings: Settings, origins: Origins
) -> Group:
    def told(field: str) -> str | None:
        return next((value for block in blocks if (value := getattr(block.heading, field))), None)

    course = next((block.heading.course for block in blocks if block.heading.course), None)
    code, _space, speciality = (told("speciality") or "").partition(" ")
    if not code[:1].isdigit():
        code, speciality = "", told("speciality") or ""
    content = {
        "course": course,
        "speciality_code": code or None,
        "speciality": speciality.strip(' «»"') or None,
        "curator": told("curator"),
        "education_form": told("education_form"),
    }
    values = dict(content)
    for field, value in content.items():
        if value is None and getattr(own, field, None) is not None:
            values[field] = getattr(own, field)
            origins.append((Origin.GROUP_SETTINGS, None))
    return Group(name=name, department=_department(name, told("department"), settings, origins), **values)  # type: ignore[arg-type]


def _told_differently(blocks: Sequence[Block]) -> Iterator[Finding]:
    """What pages of a group say of it and do not agree in: one of them is printed, the other named.

    So with the hours of the plan on the pages of one subject and term.
    """
    first: dict[tuple[object, ...], object] = {}
    for block in blocks:
        subject = name_key(block.subject), name_key(block.subgroup or ""), block.heading.interval
        said: dict[tuple[object, ...], object] = {
            (field,): getattr(block.heading, field) for field in _OF_GROUP
        }
        said |= {("planned_hours", *subject): block.planned_hours}
        for key, value in said.items():
            before = first.setdefault(key, value) if value is not None else None
            if before is not None and not same_name(str(before), str(value)):
                first[key] = value
                yield finding(
                    "page.told-differently",
                    _(
                        "{subject}: «{two}» and not «{one}» as on the pages before; one of them is printed."
                    ).format(subject=block.subject, one=before, two=value),
                    place=block.place(),
                )


def _department(name: str, told: str | None, settings: Settings, origins: Origins) -> Department | None:
    def ours(one: DepartmentSettings) -> bool:
        if told is not None:
            return same_name(one.name, told)
        return any(group_key(group) == group_key(name) for group in one.groups)

    known = next(filter(ours, settings.departments), None)
    if known is None:
        return Department(told) if told else None
    origins.append((Origin.DEPARTMENT_SETTINGS, None))
    return Department(told or known.name, known.head or None, known.head_post or None)


def _carries(sheets: Sequence[Sheet], sections: Sequence[Section]) -> frozenset[Feature]:
    """What these files really had."""
    fields = {field for sheet in sheets if sheet.block.facing for field in sheet.block.facing.fields}
    features = {
        Feature.TOPICS: Field.TOPIC in fields,
        Feature.HOURS: Field.HOURS in fields,
        Feature.HOMEWORK: Field.HOMEWORK in fields,
        Feature.TEACHER: any(section.teacher for section in sections),
        Feature.PERIOD_GRADES: any(section.period_columns for section in sections),
        Feature.PLANNED_HOURS: any(section.planned_hours for section in sections),
        Feature.DEPARTMENT: any(sheet.block.heading.department for sheet in sheets),
    }
    return frozenset(feature for feature, there in features.items() if there)
