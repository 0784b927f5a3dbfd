"""Pages of a volume: numbers at the top right, mirrored margins, nothing on front and end matter."""

from __future__ import annotations

import pytest
from bound import MM, TITLES, bookmarks, make_settings, press_parts, repeated, texts
from pypdf import PdfReader
from pypdf.generic import ArrayObject

from archiver.binder.stamp import NUMBER_POINTS
from archiver.binder.volume import Volume, bind, draft

FRONT = 2  # cover and one page of contents
SIZES = {"landscape": (297.0, 210.0), "portrait": (210.0, 297.0)}


def numbers(reader: PdfReader, index: int) -> list[tuple[str, float, float]]:
    """Texts in the top margin that are a number and nothing else."""
    return [found for found in texts(reader.pages[index]) if found[0].isdigit() and found[2] < 19]


def digits_width(text: str) -> float:
    """Width of a number in PT Serif: its digits are 0.533 of the size, but for «1»: all alike."""
    return len(text) * 0.533 * NUMBER_POINTS / MM


def test_one_sided_pages_are_numbered_from_one_at_the_top_right(volume: Volume) -> None:
    reader = PdfReader(volume.path)
    assert len(reader.pages) == volume.pages + FRONT + 1
    for number in range(1, volume.pages + 1):
        ((text, x, y),) = numbers(reader, FRONT + number - 1)
        assert text == str(number)
        assert x + digits_width(text) == pytest.approx(297 - 10, abs=0.5)
        assert y == pytest.approx(12, abs=0.5)


def test_cover_contents_and_certification_have_no_number(volume: Volume) -> None:
    reader = PdfReader(volume.path)
    for index in (0, 1, len(reader.pages) - 1):
        assert numbers(reader, index) == []


def test_duplex_margins_mirror_and_numbers_stay_at_the_right(duplex: Volume, volume: Volume) -> None:
    reader, plain = PdfReader(duplex.path), PdfReader(volume.path)
    start = 4  # cover, its back, contents, its back
    # The second page of the first part is left out here; page 1 tells the group, blank ones turn spreads.
    there = iter([FRONT, *range(FRONT + 2, FRONT + volume.pages)])
    blank = 0
    for number in range(1, duplex.pages + 1):
        here = texts(reader.pages[start + number - 1])
        shift = -15.0 if number % 2 == 0 else 0.0
        ((text, x, _y),) = numbers(reader, start + number - 1)
        assert text == str(number)
        assert x + digits_width(text) == pytest.approx(297 - 10 + shift, abs=0.5)
        body = [found for found in here if found[2] > 19]
        if not body:
            blank += 1
        elif number > 1:
            expected = [(text, x + shift, y) for text, x, y in texts(plain.pages[next(there)]) if y > 19]
            assert [found[0] for found in body] == [found[0] for found in expected]
            assert [found[1] for found in body] == pytest.approx([found[1] for found in expected], abs=0.05)
    assert list(there) == []
    assert blank == duplex.blanks


def test_duplex_matter_begins_on_faces_and_blank_backs_bear_nothing(duplex: Volume) -> None:
    reader = PdfReader(duplex.path)
    assert duplex.pages % 2 == 1
    assert duplex.sheets == duplex.pages // 2 + 1
    end = 4 + duplex.pages + 1
    assert len(reader.pages) == end + 1
    for index in (1, 3, end - 1):
        assert texts(reader.pages[index]) == []
    assert "ЗАВЕРИТЕЛЬНАЯ" in reader.pages[end].extract_text()
    assert end % 2 == 0


def test_labels_say_what_a_viewer_should_call_a_page(volume: Volume, duplex: Volume) -> None:
    body = [str(number) for number in range(1, volume.pages + 1)]
    assert PdfReader(volume.path).page_labels == ["обложка", "опись 1", *body, "заверительная надпись"]
    body = [str(number) for number in range(1, duplex.pages + 1)]
    assert PdfReader(duplex.path).page_labels == [
        "обложка", "чистая", "опись 1", "чистая", *body, "чистая", "заверительная надпись",
    ]  # fmt: skip


def test_bookmarks_lead_to_subjects_and_their_sections(volume: Volume) -> None:
    lines = bookmarks(PdfReader(volume.path))
    assert [line[0] for line in lines] == ["Обложка", "Внутренняя опись", *TITLES, "Заверительная надпись"]
    first = {entry.title: entry.first_page for entry in reversed(volume.contents)}
    assert {line[0]: line[1] - FRONT + 1 for line in lines if line[0] in TITLES} == first
    assert [child[0] for child in lines[3][2]] == [
        "подгруппа 1, 1 семестр",
        "подгруппа 1, 2 семестр",
        "подгруппа 2, 1 семестр",
        "подгруппа 2, 2 семестр",
    ]
    starts = [entry.first_page + FRONT - 1 for entry in volume.contents]
    assert [child[1] for line in lines for child in line[2]] == starts


@pytest.mark.parametrize("word", ["Ёмкости и йод", "Ёлкин", "Тема 3", "Физика"])
def test_text_can_be_found(volume: Volume, word: str) -> None:
    assert any(word in page.extract_text() for page in PdfReader(volume.path).pages[FRONT:-1])


def test_pages_are_those_of_the_parts(volume: Volume, parts) -> None:
    reader = PdfReader(volume.path)
    for entry, part in zip(volume.contents, parts, strict=True):
        for number, page in enumerate(PdfReader(part.part.path).pages, entry.first_page):
            bound = reader.pages[FRONT + number - 1]
            array = bound["/Contents"]
            assert isinstance(array, ArrayObject) and len(array) == 3
            assert array[1].get_object().get_data() == page["/Contents"].get_object().get_data()


def test_print_dialogue_is_asked_for_true_size_and_the_right_sides(volume: Volume, duplex: Volume) -> None:
    assert PdfReader(volume.path).root_object["/ViewerPreferences"]["/Duplex"] == "/Simplex"
    # A landscape sheet is stitched at its short side and turned over it.
    preferences = PdfReader(duplex.path).root_object["/ViewerPreferences"]
    assert preferences["/Duplex"] == "/DuplexFlipShortEdge"
    assert preferences["/PrintScaling"] == "/None"


def test_portrait_pages_and_front_matter_lie_the_same_way(journal, folder, tmp_path) -> None:
    settings = make_settings(orientation="portrait", duplex=True)
    (bound,) = bind(journal, press_parts(journal, settings, tmp_path)[:2], settings, folder)
    reader = PdfReader(bound.path)
    assert {(round(page.mediabox.width / MM), round(page.mediabox.height / MM)) for page in reader.pages} == {
        (210, 297)
    }
    assert reader.root_object["/ViewerPreferences"]["/Duplex"] == "/DuplexFlipLongEdge"
    ((text, x, _y),) = numbers(reader, 4)
    assert (text, x + digits_width(text)) == ("1", pytest.approx(200, abs=0.5))


def test_draft_is_marked_under_the_text_and_not_numbered(journal, parts, folder) -> None:
    path = folder / "черновик.pdf"
    pages = draft(journal, parts, make_settings(), path)
    reader = PdfReader(path)
    assert len(reader.pages) == pages == 1 + sum(part.part.pages for part in parts)
    assert "ВНУТРЕННЯЯ ОПИСЬ" in reader.pages[0].extract_text()
    for index, page in enumerate(reader.pages):
        assert numbers(reader, index) == []
        marks = [place for place, found in enumerate(texts(page)) if found[0] == "ЧЕРНОВИК"]
        assert marks == [0]
    assert not any("ЗАВЕРИТЕЛЬНАЯ" in page.extract_text() for page in reader.pages)


def test_draft_of_one_subject_is_its_pages_alone(journal, parts, folder) -> None:
    path = folder / "черновик.pdf"
    assert draft(journal, parts[:2], make_settings(), path) == sum(part.part.pages for part in parts[:2])


def test_faces_are_embedded_once_however_many_parts_bring_them(journal, parts, folder) -> None:
    (bound,) = bind(journal, repeated(parts, 12), make_settings(), folder)
    reader = PdfReader(bound.path)
    objects = [reader.get_object(number) for number in range(1, int(reader.trailer["/Size"]))]
    fonts = [item for item in objects if isinstance(item, dict) and item.get("/Type") == "/Font"]
    composite = [str(font["/BaseFont"])[8:] for font in fonts if font["/Subtype"] == "/Type0"]
    assert len(composite) == len(set(composite)) == len(fonts) / 2
    assert "PTSerif-Regular" in composite
    profiles = [item for item in objects if isinstance(item, dict) and item.get("/N") == 3]
    assert len(profiles) == 1
    assert len(bound.contents) == 12 * len(parts)
