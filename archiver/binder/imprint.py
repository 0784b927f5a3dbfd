"""The imprint: what cover, contents and certification say of a volume, ready to be printed.

Pure. Sources of the wording: domain rules 2.7 (certification sheet), 2.8 (cover), 7.2 and 7.3
(signature block, mark of certification). The words are Russian whatever the screens speak; what
neither the export nor `archiver.toml` tells is empty and becomes a line to fill in by hand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from archiver.binder.plan import ContentsEntry, VolumePlan
from archiver.binder.scope import YEAR, Scope
from archiver.journal.codes import CODES
from archiver.journal.collation import same_name
from archiver.journal.model import Department, Journal
from archiver.journal.signs import Sign
from archiver.journal.words import day, initials_first, post_in
from archiver.locale import russian
from archiver.press.text.long_words import settable
from archiver.settings.file_plan import basis, journal_series, period_words
from archiver.settings.groups import DepartmentSettings
from archiver.settings.tables import Accepted, Settings

DEFAULT_POST = "Заведующий отделением"


@dataclass(frozen=True, slots=True)
class Feature:
    """A row of «Особенности физического состояния и формирования дела»: the text and where it counts."""

    text: str
    sheets: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the contents: «МДК.01.01 …», «подгруппа 1», «1 семестр», its days, teacher and pages."""

    number: int
    title: str
    subgroup: str
    term: str
    interval: str
    teacher: str
    pages: str


@dataclass(frozen=True, slots=True)
class EarlierVolume:
    """A volume of the same file that was bound before: «Том 1, 1 семестр», and its rows."""

    heading: str
    rows: tuple[Row, ...]
    pages: int
    sheets: int


@dataclass(frozen=True, slots=True)
class Imprint:
    """Texts of the front and end matter; every string is composed and has only printable letters.

    `period` is the study period that the volume holds, "" for the whole year; `in_file` that each period of
    the file has volumes of its own, which `earlier` lists in the last of them (`closing`). `copy` is «копия №
    2», "" for the first.
    """

    authority: str
    college: str
    college_short: str
    city: str
    department: str
    head: str
    head_post: str
    group: str
    course: str
    speciality: str
    education_form: str
    curator: str
    year: str
    dates: str
    volume: str
    index: str
    retention: str
    mandate: str
    compiler: str
    compiler_post: str
    system: str
    duplex: bool
    pages: int
    sheets: int
    rows: tuple[Row, ...]
    features: tuple[Feature, ...]
    legend: tuple[Sign, ...] = ()
    period: str = ""
    in_file: bool = False
    closing: bool = True
    earlier: tuple[EarlierVolume, ...] = ()
    copy: str = ""

    @property
    def span(self) -> str:
        """What the volume is of: «2025/2026 учебный год, 1 семестр (01.09.2025–28.12.2025)»."""
        year = f"{self.year} учебный год"
        return f"{year}, {self.period}" if self.period else year

    @property
    def certifier(self) -> tuple[str, str]:
        """Post and department of who certifies, as two lines."""
        return post_in(self.head_post, self.department)

    @property
    def title(self) -> str:
        """The volume's name in bookmarks, window titles and metadata."""
        name = f"Журнал учебных занятий группы {self.group} за {self.span}"
        return f"{name}. {self.volume}" if self.volume else name


def imprint(
    journal: Journal,
    plan: VolumePlan,
    settings: Settings,
    accepted: Sequence[Accepted] = (),
    legend: Sequence[Sign] = (),
    scope: Scope = YEAR,
    earlier: Sequence[VolumePlan] = (),
) -> Imprint:
    """The imprint of one volume of `scope`, which lists those of the file bound `earlier` too.

    `accepted` are the findings the college took upon itself, `legend` says what signs in cells mean.
    """
    group, college, records = journal.group, settings.college, settings.records
    known, configured = _departments(journal, settings.departments)
    head = (known.head if known else None) or (configured.head if configured else "")
    post = (known.head_post if known else None) or (configured.head_post if configured else "")
    start = journal.year.start
    series = journal_series(settings)
    return Imprint(
        authority=_plain(college.authority),
        college=_plain(college.name),
        college_short=_plain(college.short_name),
        city=_plain(college.city),
        department=_plain(known.name if known else configured.name if configured else ""),
        head=initials_first(_plain(head)),
        head_post=_plain(post) or DEFAULT_POST,
        group=_plain(group.name),
        course=f"{group.course} курс" if group.course else "",
        speciality=" ".join(filter(None, (_plain(group.speciality_code), _plain(group.speciality)))),
        education_form=_plain(group.education_form),
        curator=_plain(group.curator),
        year=f"{start}/{start + 1}",
        dates=_dates(journal, plan),
        volume=volume_name(plan, scope),
        index=_plain(records.journal_index),
        retention=_plain(period_words(series)),
        mandate=_plain(basis(series)),
        compiler=initials_first(_plain(settings.officers.compiler)),
        compiler_post=_plain(settings.officers.compiler_post),
        system=_plain(records.system),
        duplex=plan.duplex,
        pages=plan.pages,
        sheets=plan.sheets,
        rows=tuple(_row(number, entry) for number, entry in enumerate(plan.contents, 1)),
        features=tuple(_feature(item) for item in accepted),
        legend=tuple(replace(sign, text=_plain(sign.text)) for sign in legend),
        period=_period(scope),
        in_file=scope.in_file,
        closing=plan.number == plan.count,
        earlier=tuple(_earlier(one) for one in earlier),
    )


def volume_name(plan: VolumePlan, scope: Scope = YEAR) -> str:
    """«Том 1 из 2», "" for the only one; «Том 1» while the last of its file is not there (domain 2.5)."""
    if not scope.in_file:
        return f"Том {plan.number} из {plan.count}" if plan.count > 1 else ""
    if not plan.count:
        return f"Том {plan.number}"
    return f"Том {plan.number} из {plan.count}" + (" (последний)" if plan.number == plan.count else "")


def replacing_copy(words: Imprint, number: int, replaced: str = "") -> Imprint:
    """The imprint of a copy that is not the first; `replaced` says of which one it takes the place."""
    features = (Feature(_plain(replaced), ""),) if replaced else ()
    return replace(words, copy=f"копия № {number}", features=(*words.features, *features))


def _period(scope: Scope) -> str:
    if scope.term is None:
        return ""
    return f"{_plain(scope.term.name)} ({day(scope.term.start)}–{day(scope.term.end)})"


def _earlier(plan: VolumePlan) -> EarlierVolume:
    terms = ", ".join(dict.fromkeys(entry.term_name for entry in plan.contents))
    rows = tuple(_row(number, entry) for number, entry in enumerate(plan.contents, 1))
    return EarlierVolume(_plain(f"Том {plan.number}, {terms}"), rows, plan.pages, plan.sheets)


def _departments(
    journal: Journal, configured: Sequence[DepartmentSettings]
) -> tuple[Department | None, DepartmentSettings | None]:
    """The group's department as the export has it, and as archiver.toml has it."""
    known = journal.group.department
    for one in configured:
        named = known is not None and same_name(one.name, known.name)
        listed = known is None and any(same_name(group, journal.group.name) for group in one.groups)
        if named or listed:
            return known, one
    return known, None


def _dates(journal: Journal, plan: VolumePlan) -> str:
    """«Крайние даты»: first and last day of what is bound here."""
    intervals = [entry.interval for entry in plan.contents if entry.interval]
    intervals = intervals or [(term.start, term.end) for term in journal.terms]
    if not intervals:
        return ""
    return f"{day(min(first for first, _ in intervals))}–{day(max(last for _, last in intervals))}"


def _row(number: int, entry: ContentsEntry) -> Row:
    first, last = entry.first_page, entry.last_page
    return Row(
        number,
        _plain(entry.title),
        subgroup_name(entry.subgroup),
        _plain(entry.term_name),
        f"{day(entry.interval[0])}–{day(entry.interval[1])}" if entry.interval else "",
        _plain(entry.teacher),
        str(first) if first == last else f"{first}–{last}",
    )


def _feature(item: Accepted) -> Feature:
    # The finding's own message may name a student; its title and the reason given do not.
    title = russian(CODES[item.code].title_source) if item.code in CODES else item.code
    by = f" ({item.by})" if item.by else ""
    return Feature(_plain(f"{title}. Принято: {item.reason}{by}"), "")


def subgroup_name(subgroup: str | None) -> str:
    """«1» → «подгруппа 1»; a subgroup with a name of its own stays as it is."""
    text = _plain(subgroup)
    return f"подгруппа {text}" if text and len(text) <= 3 else text


def _plain(text: str | None) -> str:
    return settable(text or "")[0].strip()
