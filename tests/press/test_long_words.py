"""No text costs more than its length: letters looked at are counted, of n letters and of twice as many."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from pypdf import PdfReader

from archiver.journal.marks import mark
from archiver.journal.model import Leave, PeriodColumn, Section
from archiver.press.section.lengths import too_long_findings
from archiver.press.section.pages import Layout, part_spec
from archiver.press.section.setting import set_pages
from archiver.press.section.slots import slots
from archiver.press.text.letters import Letters, letters
from archiver.press.text.lines import broken
from archiver.press.text.long_words import ZERO_SPACE, eased, settable
from archiver.press.text.paragraphs import set_lines
from archiver.press.text.scripts import Scripts
from archiver.press.text.type import Type
from factories import TERMS, make_journal, make_lesson, make_section, make_student
from templates.long_texts import WHOLE, pieces

SERIF = Type("PTF55F", 12.0, 1.22, 0.9)

KINDS: dict[str, str] = {
    "one letter": "Ж", "a narrow letter": "i", "a word": "слово", "digits": "7", "dots": ".", "dashes": "а-",
    "no-break spaces": "а\u00a0", "a long word of no-break spaces": "слово\u00a0за\u00a0словом\u00a0",
    "signs over letters": "и\u0301", "two scripts": "слово word, ", "brackets of two scripts": "а( b( ",
    "brackets": "слово (word) ", "quotes": "« „ а ",
    "two scripts in a word": "аb", "words": "слово за словом, ", "another face": "x ≥ y ", "letters": "а ",
    "code-shown": "中", "soft hyphens": "а\u00ad", "strokes before figures": "7/",
}  # fmt: skip

NARROW = {"a narrow letter", "dots", "no-break spaces", "signs over letters"}
"""Of these the engine looks at the whole piece for each line, since it expects fewer on one."""


def long(kind: str, length: int) -> str:
    """A text of that kind as it is set, of `length` characters before the places to break are put in."""
    text = KINDS[kind] * (length // len(KINDS[kind]) + 1)
    return settable(text[:length])[0]


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Letters that were shaped, and those looked at to find scripts and breaks, from now on."""
    from weasyprint.text import line_break

    count: Counter[str] = Counter()

    def counted(owner: object, name: str, at: int) -> None:
        real = getattr(owner, name)

        def counting(*args: object, **named: object) -> object:
            count[name] += len(args[at])  # type: ignore[arg-type]
            return real(*args, **named)

        monkeypatch.setattr(owner, name, counting)

    counted(Letters, "_buffer", 1)
    counted(Scripts, "edges", 1)
    counted(line_break.Layout, "set_text", 1)
    counted(line_break, "get_log_attrs", 0)
    return count


def linear(count: Counter[str], work: Callable[[int], object], length: int) -> None:
    """Assert that twice the length costs no more than a little over twice as much."""
    costs = []
    for characters in (length, 2 * length):
        count.clear()
        letters.cache_clear()
        work(characters)
        costs.append(count.total())
    assert 0 < costs[1] <= 2.4 * costs[0] + 1000, costs


@pytest.mark.parametrize("kind", sorted(KINDS.keys() - NARROW))
def test_breaking_costs_what_the_text_is_long(kind, looked_at):
    linear(looked_at, lambda length: set_lines(long(kind, length), SERIF, (250.0,), hyphens=True), 1500)


@pytest.mark.parametrize("kind", ["words", "two scripts", "brackets"])
def test_lines_broken_without_asking_are_linear_however_long_the_text(kind, looked_at):
    linear(looked_at, lambda n: broken(Letters("PTF55F"), long(kind, n), 12.0, (250.0,), hyphens=True), 8000)


@pytest.mark.parametrize("kind", sorted(NARROW))
def test_a_text_longer_than_a_page_costs_the_engine_what_it_is_long(kind, looked_at):
    def page(length: int) -> None:
        section = make_section(lessons=(make_lesson(1, topic=KINDS[kind] * length),))
        set_pages(part_spec(make_journal(sections=(section,)), section, Layout()))

    linear(looked_at, page, 2 * WHOLE)


def test_words_that_can_be_are_left_alone():
    for word in (
        "превысокомногорассмотрительствующий",
        "https://school.example.ru/lessons/2025/09/05/physics/homework/page-two?variant=3",
        "слово за словом " * 100,
        "Ж" * 72,
        "ab" * 32,
    ):
        assert eased(word) == word


def test_places_to_break_stand_after_no_break_spaces_first_and_never_before_a_sign_over_a_letter():
    assert eased("слово\u00a0" * 20) == f"слово\u00a0{ZERO_SPACE}" * 19 + "слово\u00a0"
    signs = eased("и\u0301" * 40)
    assert signs.replace(ZERO_SPACE, "") == "и\u0301" * 40
    assert all(not piece.startswith("\u0301") for piece in signs.split(ZERO_SPACE))
    assert {len(piece) for piece in eased("Ж" * 100).split(ZERO_SPACE)} == {4}


def test_a_long_word_in_a_text_is_eased_and_the_words_beside_it_are_not():
    before, after = "Событийно-управляемое программирование ", " и далее"
    assert eased(before + "Ж" * 73 + after).startswith(before + "ЖЖЖЖ" + ZERO_SPACE)
    assert eased(before + "Ж" * 73 + after).endswith(after)


def test_many_spaces_stay_one():
    assert set(eased("а" + " " * 200 + "б")) == {"а", " ", "б"}
    assert eased("слово  за  словом") == "слово  за  словом"


@pytest.mark.parametrize("text", ["", "слово " * 3000, ("Ж" * 4 + ZERO_SPACE) * 3000, "Ж" * 9000])
def test_pieces_are_the_text_cut_where_lines_may_end(text):
    found = list(pieces(text))
    assert "".join(found) == text
    assert all(len(piece) <= WHOLE for piece in found)
    if " " in text or ZERO_SPACE in text:
        assert all(piece[-1] in (" ", ZERO_SPACE) for piece in found[:-1])


LETTERS = dict(
    zip(
        ("subject", "group", "speciality", "term", "subgroup", "teacher", "name", "mark", "column", "result",
         "kind", "leave", "topic", "homework"),
        "ЖШЩЮФЫЭЦЪЙЁХБЛ", strict=True,
    )
)  # fmt: skip
"""A wide letter for each place, which no word of the template has many of."""
HEAD = ("subject", "group", "speciality", "term", "subgroup", "teacher")


def most(place: str) -> int:
    """The longest text that is printed there."""
    slot = {
        "speciality": "group",
        "subgroup": "term",
        "teacher": "term",
        "column": "period",
        "result": "mark",
    }
    longest: int = getattr(slots(), slot.get(place, place)).letters
    return longest


def fullest() -> tuple[Section, dict[str, object]]:
    """A section with the longest text in every place, and the group and the terms of its journal."""
    text = {place: letter * most(place) for place, letter in LETTERS.items()}
    lessons = (
        make_lesson(1, topic=text["topic"], homework="", kind=text["kind"]),
        make_lesson(2, topic="тема", homework=text["homework"][: 2 * WHOLE]),
    )
    students = (
        make_student(1, surname=text["name"], name="", patronymic=""),
        make_student(2, leaves=(Leave(TERMS[0].start, None, text["leave"]),)),
    )
    section = replace(
        make_section(
            text["subject"],
            subgroup=text["subgroup"],
            students=students,
            lessons=lessons,
            marks={("s1", lessons[0].id): (mark(text["mark"]),)},
            period_columns=(PeriodColumn("p1", text["column"]),),
            period_marks={("s1", "p1"): (mark(text["result"]),)},
        ),
        teacher=text["teacher"],
    )
    group = replace(
        make_journal().group, name=text["group"], speciality=text["speciality"], speciality_code=None
    )
    return section, {"group": group, "terms": tuple(replace(term, name=text["term"]) for term in TERMS)}


def printed(pdf: bytes) -> Iterator[Counter[str]]:
    """Letters by page, each of them on the sheet."""
    for page in PdfReader(io.BytesIO(pdf)).pages:
        count: Counter[str] = Counter()
        width, height = float(page.mediabox.width), float(page.mediabox.height)

        def see(text, current, matrix, _font, _size, seen=count, right=width, top=height):
            x = matrix[4] * current[0] + matrix[5] * current[2] + current[4]
            y = matrix[4] * current[1] + matrix[5] * current[3] + current[5]
            assert 0 <= x <= right
            assert 0 <= y <= top
            seen.update(text)

        page.extract_text(visitor_text=see)
        yield count


@pytest.mark.parametrize("landscape", [True, False])
def test_the_longest_of_everything_is_printed_whole(landscape):
    section, overrides = fullest()
    journal = make_journal(sections=(section,), plan=(), **overrides)
    assert too_long_findings(journal) == ()
    spec = part_spec(journal, section, Layout(landscape=landscape, college_short="К"))
    pages = list(printed(set_pages(spec).pdf))
    whole = sum(pages, Counter())
    for place in ("name", "mark", "result", "leave", "topic", "kind"):
        assert whole[LETTERS[place]] >= most(place), place
    assert whole[LETTERS["homework"]] >= 2 * WHOLE
    # The engine leaves the head out on pages of a row that is longer than a page.
    for place in HEAD:
        assert any(page[LETTERS[place]] >= most(place) for page in pages), place
