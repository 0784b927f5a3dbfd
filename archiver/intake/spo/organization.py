"""What the module calls the college: papers go by archiver.toml, so a difference is told, not taken."""

from __future__ import annotations

from archiver.intake.file_tree import FileTree
from archiver.intake.spo.answers import OrganizationAnswer
from archiver.intake.spo.document import read_answer
from archiver.intake.spo.known import ORGANIZATION
from archiver.intake.spo.ledger import Ledger
from archiver.intake.spo.paths import Snapshot
from archiver.journal.codes import finding
from archiver.journal.collation import same_name
from archiver.journal.findings import Finding, Place
from archiver.locale import _
from archiver.settings.tables import College


def tell_college(tree: FileTree, snapshot: Snapshot, college: College, ledger: Ledger) -> None:
    """Enter `college.in-module` if the module names the college otherwise than the settings do.

    Nothing in the file ever blocks: no paper needs it.
    """
    for file in snapshot.organization:
        own = Ledger()
        answer = read_answer(tree, file, ORGANIZATION, own)
        ledger.take(own, problems=answer is not None)
        if answer is None:
            why = next(iter(own.findings())).message
            message = _("What the module says of the college was not read; no paper needs it: {why}")
            ledger.told.append(finding("file.ignored", message.format(why=why), place=Place(file=file)))
        elif not _agrees(answer, college):
            ledger.told.append(_differs(answer, file))


def _agrees(answer: OrganizationAnswer, college: College) -> bool:
    """Whether the settings have a name of the college, and the module has the same."""
    pairs = ((answer.name, college.name), (answer.short_name, college.short_name))
    return any(told and own and same_name(told, own) for told, own in pairs)


def _differs(answer: OrganizationAnswer, file: str) -> Finding:
    director = ", ".join(filter(None, (answer.director_post, answer.director)))
    told = "; ".join(filter(None, (answer.name, answer.short_name, director)))
    message = _("The module says of the college: {told}. archiver.toml does not name it so.")
    return finding("college.in-module", message.format(told=told or "—"), place=Place(file=file))
