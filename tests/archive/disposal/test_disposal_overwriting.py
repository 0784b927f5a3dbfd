"""What an act says of how its copies went: by what the medium is, and by what was done."""

from __future__ import annotations

import pytest

from archive_for_disposal import Archive
from archiver.archive.disposal.erased import of_files
from archiver.archive.disposal.words import done_lines
from archiver.cli.telling.remedies import command
from archiver.papers.forms import Organisation
from archiver.papers.of_act import execution_form
from retention.copies import CopyKind, Method
from storage.directory import DirectoryStore
from storage.store import Erased
from storage.surface import Surface

DONE = Erased("a/b", "file", None, 3, "overwritten, removed", gone=True, overwritten=True)
ONLY_REMOVED = Erased("a/c", "file", None, 3, "removed, not overwritten", gone=True)


@pytest.mark.parametrize(
    ("answers", "surface", "first", "method"),
    [
        ((DONE,), Surface.IN_PLACE, True, Method.OVERWRITTEN),
        ((DONE, ONLY_REMOVED), Surface.IN_PLACE, True, Method.ATTEMPTED),
        ((DONE,), Surface.IN_PLACE, False, Method.ATTEMPTED),
        ((DONE,), Surface.FLASH, True, Method.ATTEMPTED),
        ((DONE,), Surface.COPY_ON_WRITE, True, Method.ATTEMPTED),
        ((DONE,), Surface.NETWORK, True, Method.ATTEMPTED),
        ((DONE,), Surface.UNKNOWN, True, Method.ATTEMPTED),
        ((), Surface.IN_PLACE, False, Method.ATTEMPTED),
        ((), Surface.IN_PLACE, True, Method.DELETED),
    ],
)
def test_only_what_was_overwritten_whole_and_in_place_is_called_so(
    answers: tuple[Erased, ...], surface: Surface, first: bool, method: Method
) -> None:
    found, words = of_files(answers, surface, first=first)
    assert found is method
    assert ("не доказывает" in words) is (bool(answers) and not surface.proves)
    assert ("прерванный запуск" in words) is not first


@pytest.mark.parametrize(
    ("surface", "tool", "said"),
    [
        (Surface.IN_PLACE, "", "перезапись и удаление (средством без сертификата)"),
        (Surface.FLASH, "", "удаление; перезапись на таком носителе уничтожения не доказывает"),
        (
            Surface.FLASH,
            "Стиратель 3, сертификат № 77",
            "сертифицированное средство (указано исполнителем): Стиратель 3, сертификат № 77",
        ),
    ],
)
@pytest.mark.usefixtures("quick_papers")
def test_the_act_states_what_was_really_done(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, surface: Surface, tool: str, said: str
) -> None:
    monkeypatch.setattr(DirectoryStore, "surface", lambda _store: surface)
    act = archive.approved(archive.journal().external_id)
    done = archive.execute(act.number, erased_with=tool)
    assert done.over
    told = "\n".join(done_lines(done, command))
    assert ("archiver media wipe-free Н-1" in told) is (not tool and surface is Surface.FLASH)
    with archive.register.reading() as work:
        found, entry = work.acts.get(act.number), work.acts.all()[0]
        assert found is not None
        execution = work.executions.get(found, entry)
    form = execution_form(execution, college=Organisation("ТК"))
    assert said in form.done.method
    ways = {
        proof.method
        for copy, proof in execution.proofs.items()
        if execution.copies[copy].kind is CopyKind.MEDIUM
    }
    assert len(ways) == 1
