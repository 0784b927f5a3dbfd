"""What an act has lawfully destroyed is not put back by a register that was restored from before the act."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from pathlib import Path

import pytest

from archive_for_disposal import Archive
from archiver.archive.custody.attention import advised, attention_lines, attention_of
from archiver.archive.custody.told_destroyed import told_destroyed
from archiver.archive.deposit.outcome import DepositStatus
from archiver.archive.disposal.execution import standing
from archiver.archive.disposal.keeping import keep_act
from archiver.archive.disposal.recovering import recover
from archiver.archive.disposal.returning import finish_returned
from archiver.archive.preservation.adopting import adopt
from archiver.archive.preservation.repair import copy_onto, repair
from archiver.archive.preservation.unregistered import StrangerKind
from archiver.archive.preservation.verification import Verification
from archiver.archive.preservation.verify_report import VerifyReport
from archiver.archive.retrieval.finding import find
from archiver.archive.retrieval.words import lines
from archiver.cli.telling.remedies import command
from archiver.errors import Refused
from archiver.progress import Silent
from archiver.register.backup import back_up
from archiver.register.finding import Query
from archiver.register.model.packages import BagState, CopyState
from archiver.register.opening import open_url
from archiver.register.restore import restore
from archiver.remedies import Deed, Remedy
from retention.steps import ActState

pytestmark = pytest.mark.usefixtures("quick_papers")


def journals(archive: Archive) -> list[Path]:
    """Files of journals on the media."""
    return [path for folder in archive.folders.values() for path in (folder / "05-11").rglob("*.pdf")]


def restored(archive: Archive, saved: Path, url: str) -> None:
    """The register is put back from an earlier backup, and somebody compares the date with a calendar."""
    archive.register.close()
    restore(saved, url, by="it", replace=True)
    archive.clock.now = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=5)
    archive.register = open_url(url, clock=archive.clock)
    archive.confirm()


def test_after_an_old_restore_nothing_puts_a_destroyed_journal_back(
    archive: Archive, tmp_path: Path, url: str
) -> None:
    file = archive.journal()
    back_up(archive.register, tmp_path / "копия.gz", by="it")
    number = str(archive.approved().number)
    # The act dies half way: the copy on one medium is still there, whole, to repair the other from.

    def dies(step: str) -> None:
        if step.startswith("intend") and len(journals(archive)) == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        archive.execute(number, step=dies)
    (left,) = journals(archive)
    (last,) = (number for number, folder in archive.folders.items() if folder in left.parents)
    restored(archive, tmp_path / "копия.gz", url)

    with archive.register.reading() as work:
        media = work.media.all()
    office = archive.office("it")
    for medium in media:
        Verification(archive.register, archive.settings.archive, "it", progress=Silent()).medium(medium)
    with archive.register.reading() as work:
        assert [copy.state for copy in work.copies.troubled()] == [CopyState.MISSING]

    (done,) = repair(office, Silent())
    assert number in done.impossible
    assert done.remedy is not None and done.remedy.deed is Deed.RECOVER_ACTS
    with pytest.raises(Refused, match=number):
        list(repair(office, Silent(), bags=[file.external_id]))
    archive.medium("Н-3")
    copied = {one.bag.file_id: one for one in copy_onto(office, "Н-3", Silent(), media=[last])}
    assert number in copied[file.id].why and sum(bool(one.why) for one in copied.values()) == 1
    assert len(journals(archive)) == 1

    with archive.office("archivist").stores() as stores:
        told = told_destroyed(stores, media)
    assert told == {file.external_id: number}

    (entered,) = recover(archive.office("archivist")).entered
    assert not entered.fault
    assert archive.execute(number).over
    archive.account(number)
    assert journals(archive) == []
    with archive.register.reading() as work:
        execution, _entry = standing(work, number)
    assert execution.act.state is ActState.ACCOUNTED
    assert any("реестр восстановлен" in proof.remark for proof in execution.proofs.values())


def test_what_is_advised_after_an_old_restore_is_to_compare(
    archive: Archive, tmp_path: Path, url: str
) -> None:
    archive.journal()
    back_up(archive.register, tmp_path / "копия.gz", by="it")
    number = str(archive.approved().number)
    archive.execute(number)
    keep_accounted(archive, number)
    restored(archive, tmp_path / "копия.gz", url)
    assert advice_of(archive, number) == {"archiver disposal recover"}

    (entered,) = recover(archive.office("archivist")).entered
    assert (entered.fault, entered.remedy) == ("", Remedy(Deed.REPEAT_ACT, number))
    # What was missing is of the act now; its papers are on the media, and are taken in.
    assert advice_of(archive, "") == {
        "archiver media adopt",
        "archiver deposit",
        "archiver media unregistered",
    }
    office = archive.office("it")
    for medium in archive.folders:
        assert not [one.why for one in adopt(office, medium, Silent()) if one.why]
    assert archive.execute(number).over  # the papers of the first run are an earlier version of these
    keep_accounted(archive, number)
    assert advice_of(archive, "") == set()
    with archive.register.reading() as work:
        (papers,) = (file for file in work.files.of_year(2026) if file.series == "05-14")
        assert sorted(bag.state for bag in work.bags.of_file(papers.id)) == [
            BagState.CURRENT,
            BagState.SUPERSEDED,
        ]


def test_a_register_that_was_changed_for_an_old_one_by_hand_is_told_by_the_media(
    archive: Archive, tmp_path: Path, url: str
) -> None:
    """No event says that it was put back."""
    archive.journal()
    archive.register.forget()
    database = (tmp_path / "register.db").read_bytes()
    number = str(archive.approved().number)
    archive.execute(number)
    archive.register.close()
    (tmp_path / "register.db").write_bytes(database)
    archive.register = open_url(url, clock=archive.clock)
    assert advice_of(archive, number, attention=False) == {"archiver disposal recover"}


def advice_of(archive: Archive, acts: str, *, attention: bool = True) -> set[str]:
    """The commands that checking the media and looking at what needs attention name; `acts` are told of."""
    office, lines = archive.office("it"), list[str]()
    report = VerifyReport(lines.append, lines.append, advised(office, command))
    with archive.register.reading() as work:
        media = work.media.all()
    for medium in media:
        checked = Verification(archive.register, archive.settings.archive, "it", progress=Silent()).medium(
            medium
        )
        assert ", ".join(checked.forgotten) == acts
        report.medium(checked)
    if attention:
        lines += attention_lines(attention_of(office), command)
    return set(re.findall(r"archiver [a-z]+(?: [a-z]+)?", "\n".join(lines)))


def keep_accounted(archive: Archive, number: str) -> None:
    """The act is accounted, and kept on the media."""
    archive.account(number)
    keep_act(archive.office("archivist"), number)


def test_a_journal_that_an_act_on_the_media_names_is_not_deposited_again(
    archive: Archive, tmp_path: Path, url: str
) -> None:
    archive.journal()
    back_up(archive.register, tmp_path / "копия.gz", by="it")
    number = str(archive.approved().number)
    archive.execute(number)
    restored(archive, tmp_path / "копия.gz", url)
    with archive.register.reading() as work:
        media = work.media.all()
    with archive.office("archivist").stores() as stores:
        told = told_destroyed(stores, media)
    outcome = archive.deposited(told=told)
    assert outcome.status is DepositStatus.FAILED
    assert number in outcome.message
    assert [remedy.deed for remedy in outcome.remedies] == [Deed.RECOVER_ACTS]


def test_what_an_act_destroyed_before_the_register_began_stays_gone(
    archive: Archive, tmp_path: Path, url: str
) -> None:
    """Real groups are no codes: of their files the act has a digest, and the register nothing else then."""
    group = "1 курс «ИС-21»"
    back_up(archive.register, tmp_path / "пустой.gz", by="it")
    file = archive.journal(group)
    disk = archive.folders["Н-1"]
    (bag,) = (path.parent for path in (disk / "05-11").rglob("bagit.txt"))
    shutil.copytree(bag, tmp_path / "в столе")
    archive.execute(str(archive.approved().number))
    archive.account("1-2026")
    restored(archive, tmp_path / "пустой.gz", url)
    office = archive.office("it")
    (entered,) = recover(archive.office("archivist")).entered
    assert (entered.fault, entered.remedy) == ("", None)  # nothing is left to be carried out
    ((gone,), _more) = find(office, Query(group=group, destroyed=True))
    assert next(lines(gone, str)) == gone.file.title  # and not the digest that is all its name in the act
    for number in archive.folders:
        adopt(office, number, Silent())
    # A medium that no notice lies on, and a bag that comes back.
    archive.medium("Н-3")
    outcome = archive.deposited(group)
    assert outcome.status is DepositStatus.FAILED and "по акту" in outcome.message
    shutil.copytree(tmp_path / "в столе", archive.folders["Н-3"] / "05-11/2019-20/копия")
    with archive.register.reading() as work:
        medium = work.media.by_inventory("Н-3")
    assert medium is not None
    settings = archive.settings.archive
    checked = Verification(archive.register, settings, "it", progress=Silent()).medium(medium)
    assert [one.kind for one in checked.strangers] == [StrangerKind.REAPPEARED]
    (refused,) = adopt(office, "Н-3", Silent())
    assert refused.remedy == Remedy(Deed.FINISH_RETURNED, "1-2026"), (refused, file.external_id)
    assert len(finish_returned(office, "1-2026").erased) == 1
    assert journals(archive) == []
