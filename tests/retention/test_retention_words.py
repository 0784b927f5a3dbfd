"""Checked strings: real codes pass, people do not."""

from __future__ import annotations

import pytest

from retention.errors import WordRefused
from retention.words import FileTitle, GroupName, Identifier, SeriesCode, Sha256, Span


@pytest.mark.parametrize(
    "name", ["ИС-21", "ИСиП-21", "1 курс РЭНГМ-21(9)", "Тм-21", "Техник-Технолог 3", "4А", "Повар 21/1"]
)
def test_names_of_groups_pass(name: str) -> None:
    assert GroupName(name) == name


@pytest.mark.parametrize(
    "name",
    [
        "Иванов",
        "Иванов И. 21",
        "Иванов Иван 21",
        "21 Петрова Анна",
        "",
        "ИС-21\n",
        "й" * 61 + "1",
        "ИС\u202e1",
    ],
)
def test_names_of_people_do_not(name: str) -> None:
    with pytest.raises(WordRefused) as refusal:
        GroupName(name)
    # What was refused may be a name: the refusal must not repeat it.
    assert not name or name not in str(refusal.value)


@pytest.mark.parametrize("text", ["ОНТ-2025-26-ИС-21-Т1-3F9A2C7B", "1-2032", "a:1/2"])
def test_identifiers_pass(text: str) -> None:
    assert Identifier(text) == text


@pytest.mark.parametrize(
    "text", ["Иванов", "Иванов Иван 1", "Иванов.Иван.1", "Иванов_Иван_1", "-1", "и\u0306-1"]
)
def test_what_is_no_identifier_does_not(text: str) -> None:
    with pytest.raises(WordRefused):
        Identifier(text)


@pytest.mark.parametrize("text", ["05-11", "01-02/3", "5.11"])
def test_series_codes_pass(text: str) -> None:
    assert SeriesCode(text) == text


@pytest.mark.parametrize("text", ["5", "05-", "пять-11", "05-11 "])
def test_other_texts_are_no_series_codes(text: str) -> None:
    with pytest.raises(WordRefused):
        SeriesCode(text)


@pytest.mark.parametrize("text", ["0" * 63, "A" * 64, "g" * 64])
def test_a_digest_is_sixty_four_small_hexadecimal_digits(text: str) -> None:
    assert Sha256("0a" * 32)
    with pytest.raises(WordRefused):
        Sha256(text)


@pytest.mark.parametrize(("first", "last"), [(2026, 2025), (1800, 1900), (2025, 3000)])
def test_years_are_in_order(first: int, last: int) -> None:
    with pytest.raises(WordRefused):
        Span(first, last)


def test_a_title_says_series_group_and_years() -> None:
    assert str(FileTitle("Акты", Span(2032, 2032))) == "Акты, 2032"
    with pytest.raises(WordRefused):
        FileTitle("Журнал", Span(2025, 2026), "Иванов Иван")  # type: ignore[arg-type]
