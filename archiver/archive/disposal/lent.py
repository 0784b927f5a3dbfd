"""Volumes that somebody has of files that are due, or in an act: told before anybody looks for them."""

from __future__ import annotations

from dataclasses import dataclass

from archiver.archive.custody.naming import titles_of
from archiver.counter.session import Session, use_case
from archiver.locale import _
from archiver.permissions import Permission
from archiver.register.model.paper import MovementKind
from archiver.register.work import Work
from archiver.wording.figures import day


@dataclass(frozen=True, slots=True)
class LentVolumes:
    """What is out of files, in words, by the id of the file in the register."""

    told: dict[int, tuple[str, ...]]

    def of(self, file_id: int) -> tuple[str, ...]:
        """«volume 2 is lent to … until …», for each volume of a file that is out."""
        return self.told.get(file_id, ())


def lent_volumes(work: Work) -> LentVolumes:
    """Every volume that is out."""
    told: dict[int, tuple[str, ...]] = {}
    for copy in work.paper.lent_out():
        loans = [one for one in work.paper.movements(copy.id) if one.kind is MovementKind.LENT]
        text = _("volume {volume} is lent to {whom} until {day}").format(
            volume=copy.volume, whom=loans[-1].whom, day=day(loans[-1].due_back)
        )
        told[copy.file_id] = (*told.get(copy.file_id, ()), text)
    return LentVolumes(told)


@use_case(Permission.ARCHIVE_LOOK)
def lent_of_act(session: Session, number: str) -> tuple[str, ...]:
    """A line for each file of an act that somebody has a volume of: its title, and who has what."""
    with session.looking() as work:
        lent = lent_volumes(work)
        files = [work.files.get(one) for one in work.acts.files(number).values() if one in lent.told]
        return tuple(f"{titles_of([file])}: {'; '.join(lent.of(file.id))}" for file in files)
