"""What drawing up an act asks for: the paper of each file, the inventories of files kept for long."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from archive_for_disposal import YEAR, Archive
from archiver.archive.custody.holding import Meant, place
from archiver.archive.custody.no_paper import none
from archiver.archive.custody.volumes import FilesOfPaper
from archiver.archive.disposal import steps
from archiver.archive.disposal.drafting import ActWanted, draw_up
from archiver.archive.disposal.due import due
from archiver.archive.disposal.inventories import agreed_of
from archiver.archive.disposal.left_out import left_out_lines, left_out_of, remedies_of
from archiver.archive.disposal.lent import lent_of_act
from archiver.archive.disposal.words import due_line
from archiver.errors import Refused, UsageError
from archiver.papers.forms import NOBODY, Organisation
from archiver.papers.of_act import destruction_form
from archiver.remedies import Deed
from retention.eligibility import Reason
from retention.people import Protocol

BEFORE = Protocol("7", dt.date(2026, 2, 3))


def _untold(archive: Archive, group: str = "ИС-21") -> str:
    archive.deposit(group, "05-12", tell_paper=False)
    return archive.deposit(group, tell_paper=False).external_id


def test_paper_nobody_told_of_is_asked_for_by_title(archive: Archive) -> None:
    _untold(archive)
    office = archive.office("archivist")
    with pytest.raises(Refused, match=r"Журнал группы ИС-21, 2019/20") as refused:
        draw_up(office, ActWanted(inventories=BEFORE))
    assert refused.value.remedy is not None and refused.value.remedy.deed is Deed.TELL_PAPER
    act = draw_up(office, ActWanted(inventories=BEFORE, no_paper="распечатка не делалась"))
    assert act.rows[0].remark == "на бумаге нет: распечатка не делалась" and act.rows[0].sheets == ()


def test_paper_entered_or_stated_to_be_none_is_enough(archive: Archive) -> None:
    entered, stated = _untold(archive), _untold(archive, "ИС-22")
    with archive.register.reading() as work:
        file = work.files.by_external_id(entered)
    assert file is not None
    archive.paper(file)
    office = archive.office("archivist")
    none(office, FilesOfPaper(group="ИС-22", year=YEAR), "сгорела")
    act = draw_up(office, ActWanted((entered, stated), inventories=BEFORE))
    assert [row.remark for row in act.rows] == ["", "на бумаге нет: сгорела"]
    assert [row.sheets for row in act.rows] == [(101,), ()]


def test_a_volume_that_is_lent_is_told_when_it_is_due_and_when_the_act_is_drawn_up(archive: Archive) -> None:
    _untold(archive)
    with archive.register.reading() as work:
        file = work.files.by_external_id("ТК-1/05-11/2019-20/ИС-21")
    assert file is not None
    copy = archive.paper(file)
    with archive.register.transaction(by="archivist") as work:
        work.paper.lend(copy, "Юрист Соколов", dt.date(2027, 1, 9), "Требование")
    office = archive.office("archivist")
    told = "том 1 выдан: Юрист Соколов, до 09.01.2027"
    (line,) = (due_line(one) for one in due(office, series="05-11"))
    assert line.endswith(f"; {told}")
    act = draw_up(office, ActWanted(inventories=BEFORE))
    assert lent_of_act(office, str(act.number)) == (f"Журнал группы ИС-21, 2019/20: {told}",)


def test_what_may_not_go_is_named_as_people_know_it(archive: Archive) -> None:
    archive.deposit(tell_paper=False)  # its grade statement is nowhere
    with pytest.raises(Refused) as refused:
        draw_up(archive.office("archivist"), ActWanted(("ТК-1/05-11/2019-20/ИС-21",)))
    assert "Журнал учебных занятий (распечатка ЭЖ) группы ИС-21, 2019–2020" in refused.value.message
    assert "ТК-1/05-11" not in refused.value.message


def test_an_act_says_what_is_due_and_not_in_it(archive: Archive) -> None:
    _untold(archive)
    _untold(archive, "ИС-22")
    held = _untold(archive, "ИС-23")
    office = archive.office("archivist")
    place(office, Meant((held,)), "запрос суда от 01.10.2026 № 15", "")
    act = draw_up(office, ActWanted(series="05-11", no_paper="опыт", inventories=BEFORE))
    assert len(act.rows) == 2
    (one,) = act.terms.left_out
    assert one.reasons == (Reason.HELD,)
    left = left_out_of(office, str(act.number))
    told = list(left_out_lines(left))
    assert told[0] == "Срок истёк, но в акт не вошло: 1 дело."
    assert "группы ИС-23, 2019–2020 — " in told[1]
    assert "приостановлено (запрос суда от 01.10.2026 № 15)" in told[1]
    assert [one.deed for one in remedies_of(left)] == [Deed.LIFT_HOLD]
    form = destruction_form(act, college=Organisation("Колледж"), director=NOBODY)
    assert form.left_out == (
        "Журнал учебных занятий (распечатка ЭЖ) группы ИС-23, 2019–2020 — уничтожение приостановлено",
    )


def test_nothing_is_left_out_of_files_that_were_named(archive: Archive) -> None:
    name = _untold(archive)
    _untold(archive, "ИС-22")
    place(archive.office("archivist"), Meant(("ТК-1/05-11/2019-20/ИС-22",)), "запрос суда", "")
    office = archive.office("archivist")
    act = draw_up(office, ActWanted((name,), no_paper="опыт", inventories=BEFORE))
    assert act.terms.left_out == () and left_out_of(office, str(act.number)) == ()


def test_inventories_are_asked_for_once_and_remembered(archive: Archive) -> None:
    _untold(archive)
    _untold(archive, "ИС-22")
    office = archive.office("archivist")
    with pytest.raises(Refused, match="2019/20") as refused:
        draw_up(office, ActWanted(no_paper="нет"))
    assert refused.value.remedy is not None and refused.value.remedy.deed is Deed.NAME_INVENTORIES
    for wrong in (replace(BEFORE, number=" "), replace(BEFORE, on=dt.date(2026, 11, 25))):
        with pytest.raises(UsageError):
            draw_up(office, ActWanted(inventories=wrong, no_paper="нет"))
    journal = "ТК-1/05-11/2019-20/ИС-2{}"
    act = draw_up(office, ActWanted((journal.format(1),), inventories=BEFORE, no_paper="нет"))
    assert act.terms.inventories == BEFORE and not act.terms.inventories_with_act
    again = draw_up(office, ActWanted((journal.format(2),), no_paper="нет"))
    assert again.terms.inventories == BEFORE


def test_inventories_agreed_with_the_act_are_remembered_by_its_protocol(archive: Archive) -> None:
    _untold(archive)
    office = archive.office("archivist")
    act = draw_up(office, ActWanted(inventories_with_act=True, no_paper="нет"))
    assert act.terms.inventories is None and act.terms.inventories_with_act
    with archive.register.reading() as work:
        assert agreed_of(work, "ТК-1", YEAR) is None
    protocol = Protocol("3", archive.clock.today)
    steps.agree(office, act.number, protocol)
    with archive.register.reading() as work:
        assert agreed_of(work, "ТК-1", YEAR) == protocol
        assert agreed_of(work, "другой", YEAR) is None
    act.verify()
