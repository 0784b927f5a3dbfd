"""Codes of what the answers of the SPO module are found to be."""

from __future__ import annotations

from archiver.journal.code import BLOCKING, NOTE, WARNING, Code
from archiver.locale import N_
from archiver.remedies import Deed, Remedy

SPO_CODES: dict[str, Code] = {
    "college.in-module": Code(
        NOTE,
        N_("The module names the college otherwise than archiver.toml"),
        N_("Check that the exports are of this college; papers name it as archiver.toml does ([college])."),
    ),
    "file.no-such-number": Code(
        BLOCKING,
        N_("The module knows no such number"),
        N_("Check the address by the list of groups or the gradebook and export it again."),
    ),
    "file.not-an-answer": Code(
        BLOCKING,
        N_("Something else in place of the module's answer"),
        N_("Export the file again; if the module refuses, ask its administrator for the right to read it."),
    ),
    "file.session-expired": Code(
        BLOCKING,
        N_("The session had expired when a file was exported"),
        N_("Log in to the module and export the file again; files exported after it may be the same."),
    ),
    "group.renamed": Code(
        WARNING,
        N_("A group that was called otherwise in that year"),
        N_("Check the name by the order; the year's papers keep the name of the year."),
    ),
    "lesson.duration": Code(
        NOTE,
        N_("The unit of a lesson's duration is a guess"),
        N_("Check the hours of a lesson; name the unit in archiver.toml ([calendar] lesson_duration)."),
    ),
    "lesson.hours-blank": Code(
        WARNING,
        N_("Durations that are no whole academic hours"),
        N_("Name the unit in archiver.toml ([calendar] lesson_duration), or fill in the hours by hand."),
    ),
    "snapshot.age": Code(
        NOTE,
        N_("When a snapshot was taken"),
        N_("What has been entered since is not in it."),
        Remedy(Deed.FETCH_CHANGES),
    ),
    "snapshot.changed": Code(
        WARNING,
        N_("Answers that are not what the module gave"),
        N_("Correct mistakes in ASU RSO, not in the files."),
        Remedy(Deed.FETCH),
    ),
    "snapshot.not-given": Code(
        WARNING,
        N_("Answers that the module did not give"),
        N_("Ask the module's administrator for the right to see the journals of these groups."),
    ),
    "snapshot.unfinished": Code(
        WARNING,
        N_("A snapshot that was not finished"),
        N_("Pages and results may be missing in the journals of all groups."),
        Remedy(Deed.FETCH_REST),
    ),
    "source.field-unknown": Code(
        NOTE,
        N_("A field of the module's answer that is not known"),
        N_("Nothing to do for this journal; tell the developers if the field belongs on paper."),
    ),
    "source.file-unknown": Code(
        NOTE,
        N_("Files of the snapshot that are not known"),
        N_("Nothing to do, unless a part of the journal is among them."),
    ),
    "spo.address-unknown": Code(
        BLOCKING,
        N_("An answer of the module without its address"),
        N_(
            "Put it where the module's address has it: services/journal/gradebook/…/subjects/….json; or "
            "remove it."
        ),
    ),
    "spo.file-twice": Code(
        BLOCKING, N_("Two files of the snapshot answer one address"), N_("Leave one of the two files.")
    ),
    "spo.gradebook-unknown": Code(
        BLOCKING,
        N_("Pages of a gradebook that no group has"),
        N_("Export the gradebooks of the groups (entries) again, or remove these pages."),
    ),
    "spo.group-not-listed": Code(
        WARNING,
        N_("A group that is not in the list of groups"),
        N_(
            "Nothing to do if the group has finished; name its department in archiver.toml ([[departments]])."
        ),
    ),
    "spo.group-unknown": Code(
        BLOCKING,
        N_("The journal of a group that nothing names"),
        N_("Export the groups with a journal (journal/gradebook/student-groups) and put them beside it."),
    ),
    "spo.leaves-unknown": Code(
        WARNING,
        N_("The list of students could not be read"),
        N_("Check academic leaves by the orders, or remove the file: a journal does not need it."),
    ),
    "spo.lesson-twice": Code(
        BLOCKING,
        N_("One lesson stands on a page twice"),
        N_(
            "Export the page again; if it stays, delete the lesson that is too many in ASU RSO: its hours "
            "would be counted twice."
        ),
    ),
    "spo.page-missing": Code(
        BLOCKING,
        N_("A subject with results whose page was not exported"),
        N_("Export the subject's page for this term: without it no lesson would be printed."),
    ),
    "spo.page-without-subject": Code(
        BLOCKING,
        N_("A page of a subject that the plan does not name"),
        N_("Export the gradebook's list of subjects (entries) and its pages again at the same time."),
    ),
    "spo.reference": Code(
        WARNING,
        N_("A number that is in no list of the snapshot"),
        N_("Export groups, departments and employees again at the same time; otherwise fill in by hand."),
    ),
    "spo.remarks": Code(
        WARNING,
        N_("Remarks on keeping the journal that are not printed"),
        N_("Print the remarks from ASU RSO and file them with the journal, or see that they are settled."),
    ),
    "spo.results-changed": Code(
        WARNING,
        N_("Results that differ from an older sheet"),
        N_("Check these subjects by the paper sheets; the later sheet is printed."),
    ),
    "spo.results-differ": Code(
        BLOCKING,
        N_("Results sheets that differ, with nothing to say which is right"),
        N_("Export the sheet of the period again and leave only it in the snapshot."),
    ),
    "spo.results-nowhere": Code(
        WARNING,
        N_("Results that belong to no one study period"),
        N_("Export the results period by period (group-attestation/Semester/…), not for the whole study."),
    ),
    "spo.results-source": Code(
        NOTE, N_("Which of several results sheets is used"), N_("Nothing to do if it is the right one.")
    ),
    "spo.results-unknown": Code(
        WARNING,
        N_("Results of a group that the snapshot does not have"),
        N_("Export the group's gradebooks (entries) too, or remove the file."),
    ),
    "spo.tasks-not-printed": Code(
        NOTE,
        N_("Texts of tasks that no column of the journal has"),
        N_("Nothing to do, if the topics of the lessons say enough; else add them to the topics in ASU RSO."),
    ),
    "spo.word-unknown": Code(
        WARNING,
        N_("Words of the module that are not known"),
        N_("Check the words on the page: they are printed as the module writes them."),
    ),
    "term.open": Code(
        NOTE,
        N_("A study period that is still open"),
        N_("Export again when the period is closed, if anything has changed since."),
    ),
    "year.not-exported": Code(
        NOTE,
        N_("An academic year that was not exported"),
        N_("Nothing to do if that year's journals are bound or not begun; otherwise export its pages."),
    ),
}
