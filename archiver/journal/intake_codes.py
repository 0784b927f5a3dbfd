"""Codes of what opening and reading exports finds: files, snapshots of the SPO module, canonical JSON."""

from __future__ import annotations

from archiver.journal.code import BLOCKING, NOTE, WARNING, Code
from archiver.locale import N_
from archiver.remedies import Deed, Remedy

INTAKE_CODES: dict[str, Code] = {
    "file.broken": Code(
        BLOCKING,
        N_("A file is damaged or not complete"),
        N_("Export or copy the file again; do not correct it by hand."),
    ),
    "file.changed": Code(
        BLOCKING,
        N_("A file that was changed while it was being worked on"),
        N_("Run again when nobody writes to the folder any more."),
    ),
    "file.empty": Code(BLOCKING, N_("A file is empty"), N_("Export it again.")),
    "file.encoding": Code(
        BLOCKING,
        N_("A file in a wrong encoding"),
        N_("Save or export it again in UTF-8; files saved in Windows-1251 cannot be read without loss."),
    ),
    "file.encrypted": Code(
        BLOCKING,
        N_("A file is protected by a password"),
        N_("Open it, remove the password and save it again, or export it again."),
    ),
    "file.format": Code(
        BLOCKING,
        N_("A journal in a form that is not read"),
        N_("Open it in Excel or LibreOffice, save it as .xlsx and put that file in its place."),
    ),
    "file.gone": Code(
        BLOCKING,
        N_("A file that was taken away while it was being worked on"),
        N_("Put the file back into its place and run again."),
    ),
    "file.hidden": Code(
        NOTE,
        N_("Hidden files that look like exports"),
        N_("If an export is among them, give it a name without “.” or “~$” before it; else nothing to do."),
    ),
    "file.ignored": Code(
        NOTE, N_("Files that are no exports"), N_("Nothing to do, unless an export is among them.")
    ),
    "file.link": Code(
        WARNING,
        N_("A link that leads out of the folder"),
        N_("If it is an export, put the file itself into the folder."),
    ),
    "file.missing": Code(
        WARNING,
        N_("A file of the snapshot is missing"),
        N_("Export the snapshot with this address: names of groups, departments and heads come from it."),
    ),
    "file.name": Code(
        BLOCKING,
        N_("A file name that is not acceptable"),
        N_("Such names lead out of the archive or occur twice. Pack the exports again from their folder."),
    ),
    "file.nested-archive": Code(
        BLOCKING,
        N_("An archive inside an archive"),
        N_("Unpack it beside the other exports, or export it again."),
    ),
    "file.personal-data": Code(
        NOTE,
        N_("Personal data that a journal must not hold"),
        N_("Delete these files: passports, insurance numbers and parents are not needed for the archive."),
    ),
    "file.special": Code(
        WARNING,
        N_("A pipe, a socket or a device among the exports"),
        N_("If it is an export, put the file itself into the folder."),
    ),
    "file.too-large": Code(
        BLOCKING,
        N_("A file or archive is too large"),
        N_("Check that it is an export of one group; the limit is [limits] max_file_mb in archiver.toml."),
    ),
    "file.too-many": Code(
        BLOCKING, N_("A folder with too many files"), N_("Name the folder that holds only the exports.")
    ),
    "file.unknown-format": Code(
        BLOCKING,
        N_("A file named as an export is none"),
        N_("Export it again from ASU RSO; saving it again in another program does not help."),
    ),
    "file.unreadable": Code(
        BLOCKING,
        N_("A file that the system does not let us read"),
        N_("Check the rights to the file and that the medium is in order, then run again."),
    ),
    "file.value": Code(
        BLOCKING,
        N_("Values of a file are wrong"),
        N_("Export the file again; if that does not help, the module answers otherwise than is known."),
    ),
    "file.version": Code(
        BLOCKING,
        N_("A version of the format that is not known"),
        N_("Update the program, or write the file again with this version."),
        Remedy(Deed.CONVERT),
    ),
    "group.twice": Code(
        BLOCKING,
        N_("A group is in the exports more than once"),
        N_("Leave one export of the group for the year and remove the others."),
    ),
    "group.without-journal": Code(
        WARNING,
        N_("A group of the list without a journal"),
        N_("Export the journal of the group; nothing to do if the group has none this year."),
    ),
    "settings.from-exports": Code(
        WARNING,
        N_("Settings that may not come with exports"),
        N_("If they are your own, name the file with --config; otherwise there is nothing to do."),
    ),
    "settings.received": Code(
        NOTE,
        N_("Settings that came with the exports are used"),
        N_("Check that they are right; settings of your own are named with --config."),
    ),
    "settings.student-unknown": Code(
        WARNING,
        N_("Students whom archiver.toml names and the journal does not"),
        N_("Write surname, name and patronymic as they stand in the journal, or delete the entry."),
    ),
    "settings.unusable": Code(
        WARNING,
        N_("Settings that came with the exports and cannot be used"),
        N_("Correct the file or delete it; settings of your own are named with --config."),
    ),
    "settings.used": Code(NOTE, N_("Taken from archiver.toml"), N_("Check these entries of archiver.toml.")),
    "term.dates": Code(
        BLOCKING,
        N_("A study period that ends before it begins"),
        N_("Correct the dates of the period in ASU RSO and export the file again."),
    ),
    "term.none": Code(
        BLOCKING,
        N_("No study period"),
        N_("Open the group's gradebook in ASU RSO, check its periods and export the file again."),
    ),
    "term.twice": Code(
        BLOCKING,
        N_("Two study periods of one number"),
        N_("Correct the dates of the period in ASU RSO and export the file again."),
    ),
    "year.other": Code(NOTE, N_("Journals of other academic years"), N_("Nothing to do.")),
}
