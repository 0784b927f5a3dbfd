"""Forms are read back, proven and kept; whatever cannot be laid is noticed before a page is."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

import templates
from archiver.disk.kept import keep_sealed
from archiver.disk.kept import kept as sealed
from archiver.press.engine import Paper
from archiver.press.part import LaidPart, Part
from archiver.press.section import forms
from archiver.press.section.form import SectionForm
from archiver.press.section.forms import Known, section_form
from archiver.press.section.proof import differences
from archiver.press.section.specimen import specimen
from archiver.press.worker import press_part

PAPER = Paper(True, 25.0)
SPEC = specimen(landscape=True, binding_margin_mm=25.0)
Change = Callable[[str, str, str], None]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of forms for one test; nothing is remembered before it or after."""
    monkeypatch.setattr(forms, "_folder", lambda: tmp_path / "forms")
    forget()
    yield tmp_path / "forms"
    monkeypatch.undo()
    forget()


def forget() -> None:
    for cached in (section_form, templates.environment, templates.digest):
        cached.cache_clear()


@pytest.fixture
def change(monkeypatch: pytest.MonkeyPatch) -> Change:
    """Changes a template or a sheet as a designer would."""

    def changing(name: str, old: str, new: str) -> None:
        real = templates.asset
        assert old.encode() in real(name)

        def asset(asked: str) -> bytes:
            return real(asked).replace(old.encode(), new.encode()) if asked == name else real(asked)

        monkeypatch.setattr(templates, "asset", asset)
        forget()

    return changing


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> SectionForm:
    """The form of the template as it is."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(forms, "_folder", lambda: tmp_path_factory.mktemp("forms"))
        known = section_form.__wrapped__(PAPER)
    assert known.form is not None, known.reason
    return known.form


def kept(folder: Path, form: SectionForm) -> Path:
    """`form` in the folder under the name it is looked for."""
    forms._keep(folder / f"{forms._digest(PAPER)}.json", Known(form))
    (place,) = folder.glob("*.json")
    return place


def unread(monkeypatch: pytest.MonkeyPatch, instead: Known) -> list[Paper]:
    """Forms are no longer made: `instead` is what making one gives; returns those asked for."""
    asked: list[Paper] = []

    def proven(paper: Paper) -> Known:
        asked.append(paper)
        return instead

    monkeypatch.setattr(forms, "_proven", proven)
    return asked


def test_a_form_kept_is_used_and_not_made_again(folder, plain, monkeypatch):
    kept(folder, plain)
    asked = unread(monkeypatch, Known(None, "made"))
    assert section_form(PAPER) == Known(plain)
    assert asked == []
    assert section_form(Paper(False, 25.0)).reason == "made"  # another sheet has a form of its own


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'{"form": 1, "reason": ""}',
        b'{"reason": ""}',
        b'{"form": {"sheet": {}}, "reason": ""}',
        b"\xff\xfe",
    ],
)
def test_a_damaged_form_is_read_again_and_replaced(folder, plain, monkeypatch, damage):
    place = kept(folder, plain)
    place.write_bytes(damage)
    asked = unread(monkeypatch, Known(plain))
    assert section_form(PAPER) == Known(plain)
    assert asked == [PAPER]
    assert forms._kept(place) == Known(plain)


def test_a_form_with_a_length_missing_or_a_number_that_is_none_is_foreign(folder, plain, monkeypatch):
    place = kept(folder, plain)
    stored = json.loads(sealed(place) or b"")
    unread(monkeypatch, Known(None, "made"))
    for spoil in (
        lambda form: form["grid"].pop("outer"),
        lambda form: form["grid"].update(outer="wide"),
        lambda form: form["listing"]["columns"][0].clear(),
    ):
        spoiled = json.loads(json.dumps(stored))
        spoil(spoiled["form"])
        keep_sealed(place, json.dumps(spoiled).encode())
        section_form.cache_clear()
        assert section_form(PAPER).reason == "made"


def test_a_cache_that_cannot_be_written_costs_time_only(folder, plain, monkeypatch):
    folder.parent.mkdir(exist_ok=True)
    folder.write_text("a file where the folder should be")
    asked = unread(monkeypatch, Known(plain))
    assert section_form(PAPER) == Known(plain)
    assert asked == [PAPER]


def test_a_form_is_named_by_all_it_rests_on(change, monkeypatch):
    before = forms._digest(PAPER)
    assert forms._digest(Paper(True, 30.0)) != before
    with monkeypatch.context() as patch:
        patch.setattr(forms, "version", lambda name: "0")
        assert forms._digest(PAPER) != before
    change("press/section.css", "4.6mm", "4.7mm")
    assert forms._digest(PAPER) != before


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("press/section.css", "padding: 0.5mm 0.9mm", "padding: 0.8mm 1.3mm"),
        ("press/section.css", "font-size: 13pt", "font-size: 14pt"),
        ("press/section.css", ".grid { border: 0.4mm", ".grid { border: 0.5mm"),
        ("press/section.css", "line-height: 1.22", "line-height: 1.3"),
        ("press/section.css", "width: 52mm", "width: 60mm"),
    ],
)
def test_a_change_of_measures_is_followed(change, name, old, new, plain):
    change(name, old, new)
    known = section_form(PAPER)
    assert known.form is not None, known.reason
    assert known.form != plain
    assert list(differences(SPEC, known.form)) == []
    assert list(differences(SPEC, plain)) != []


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("press/section.css", ".grid { border: 0.4mm solid #000 }", ".grid { border: 0.4mm solid #c00 }"),
        ("press/section.css", ".days {", ".days { background: #eee;"),
        ("press/section.css", ".subject {", ".subject { color: #036;"),
        ("press/section.css", ".head {", ".head { opacity: 0.5;"),
        ("press/section.css", "border: 0.12mm solid #000; text", "border: 0.12mm dotted #000; text"),
        ("press/section.css", "hyphens: auto", "hyphens: none"),
        ("press/section.css", "hyphenate-limit-chars: 7 3 3", "hyphenate-limit-chars: 5 2 2"),
        ("press/section.css", ".grid, .list { overflow-wrap: anywhere }", ""),
        ("press/section.css", ".n { text-align: left;", ".n { text-align: right;"),
        ("press/section.css", ".fifth {", ".fifth, .fifth td { font-weight: bold }\n.fifth {"),
        ("press/section.html", "</tbody>", '<tr><td colspan="2">Итого</td></tr></tbody>'),
        ("press/section.html", "{{ heading.subject }}</p>", "{{ heading.subject }}.</p>"),
        ("press/section.html", "Занятий нет.", "Занятий не было."),
        ("press/section.html", '<div class="head">', '<div class="head"><p>Форма 1</p>'),
        ("press/section.html", '<div class="totals">', '<div class="total">'),
        (
            "press/section.html",
            '<div class="head">',
            '<div class="head"><svg width="9" height="9"><rect width="9" height="9"/></svg>',
        ),
    ],
)
def test_a_change_that_cannot_be_laid_is_noticed_and_pages_are_set(change, name, old, new, tmp_path):
    change(name, old, new)
    known = section_form(PAPER)
    assert known.form is None
    assert known.reason
    part = press_part(SPEC, tmp_path / "parts")
    assert isinstance(part, Part)
    assert part.pages == 2


def test_pages_of_the_template_as_it_is_are_laid(folder, plain, tmp_path):
    kept(folder, plain)
    part = press_part(SPEC, tmp_path / "parts")
    assert isinstance(part, LaidPart)
    assert part.pages == 2


def test_an_engine_of_another_make_gives_a_reason_and_no_crash(monkeypatch):
    from archiver.press.section import from_boxes

    class Page:
        """What another version might give: a box without any of the names that are read."""

        children = ()
        element_tag = "html"
        element = None

    monkeypatch.setattr(from_boxes, "boxes_of", lambda template, html: [Page(), Page()])
    assert section_form(PAPER).reason.startswith("unreadable: ")
    monkeypatch.setattr(from_boxes, "boxes_of", lambda template, html: [Page()])
    section_form.cache_clear()
    assert section_form(PAPER).form is None


def test_an_engine_that_cannot_be_asked_makes_a_page_refused(monkeypatch, plain):
    from weasyprint.text import line_break

    from archiver.press.refusal import CannotLayError
    from archiver.press.text.from_pango import asked_lines

    asked_lines.cache_clear()
    monkeypatch.delattr(line_break, "split_first_line")
    with pytest.raises(CannotLayError, match="an engine that cannot be asked"):
        asked_lines("x ≥ y", plain.listing.text, (100.0,))
