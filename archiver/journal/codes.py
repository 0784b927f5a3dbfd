"""Every code a finding can have: what it weighs, what it is called and what to do about it.

The one table behind the findings, `docs/` and `--accept`. Codes are a contract with the scripts of
others: one may be added, none may change its meaning. Kept in alphabetical order.
"""

from __future__ import annotations

from archiver.journal.code import BLOCKING, NOTE, WARNING, Code
from archiver.journal.findings import Finding, Place
from archiver.journal.hours_codes import HOURS_CODES
from archiver.journal.intake_codes import INTAKE_CODES
from archiver.journal.report_codes import REPORT_CODES
from archiver.journal.spo_codes import SPO_CODES
from archiver.locale import N_

__all__ = ["CODES", "Code", "finding"]

_CODES: dict[str, Code] = {
    "accepted.unused": Code(
        NOTE,
        N_("An acceptance that answers no finding"),
        N_("Delete the entry from archiver.toml ([[accepted]]) when it is not needed any more."),
    ),
    "certificate.lacking": Code(
        WARNING,
        N_("Statements that lack something for a certificate"),
        N_("Find it out, fill it in by hand, note it on the covering sheet: the student does not get that."),
    ),
    "column.unknown": Code(
        WARNING,
        N_("A column that is not known to be a grade"),
        N_(
            "If it holds the result of the subject, call it «Итог», «Экз.», «Зач.», «ДЗ» or «1 сем.» "
            "in ASU RSO; otherwise nothing."
        ),
    ),
    "department.missing": Code(
        WARNING,
        N_("The group has no department"),
        N_(
            "Name the department of the group in ASU RSO or in archiver.toml ([[departments]], groups); "
            "otherwise fill in the certification sheet by hand."
        ),
    ),
    "grade.final-missing": Code(
        WARNING,
        N_("Students without a final grade of the term"),
        N_("Ask the teacher for the grades of the term (regulation, section 4) and export the page again."),
    ),
    "grades.few": Code(
        WARNING,
        N_("Too few grades for a fair grade of the term"),
        N_("Tell the teacher: the regulation (section 4) wants at least 3-5 grades per student in a term."),
    ),
    "head.missing": Code(
        WARNING,
        N_("The department has no head"),
        N_(
            "Name the head of the department in ASU RSO or in archiver.toml ([[departments]], head); "
            "otherwise fill in the certification sheet by hand."
        ),
    ),
    "hours.differ": Code(
        WARNING,
        N_("Hours given differ from the plan"),
        N_("Check the hours of the lessons against the working programme; correct the journal or the plan."),
    ),
    "left.contradicted": Code(
        WARNING,
        N_("A student's last day that the export and the settings tell differently"),
        N_("Check it by the order: the day of the export is printed. Correct archiver.toml or ASU RSO."),
    ),
    "left.unclear": Code(
        WARNING,
        N_("A student who left and cannot be told from archiver.toml"),
        N_(
            "Write the full name and the day of this academic year in archiver.toml ([[groups]], left), or "
            "delete the entry."
        ),
    ),
    "lesson.outside-interval": Code(
        BLOCKING,
        N_("Lessons outside the study period"),
        N_("Correct the dates of the lessons or of the period in ASU RSO and export the page again."),
    ),
    "mark.decimal": Code(
        WARNING,
        N_("Two grades written like a decimal fraction"),
        N_(
            "Look at the cells: «4,5» was taken for the grades 4 and 5 of one lesson and printed as it is. "
            "Part two grades by a slash («4/5») in ASU RSO."
        ),
    ),
    "mark.letters-lost": Code(
        BLOCKING,
        N_("Letters of marks that could not be read"),
        N_(
            "Export the page again; if «�» stands in ASU RSO itself, correct the mark or the column's title "
            "there."
        ),
    ),
    "mark.no-place": Code(
        BLOCKING,
        N_("Marks that belong to no student or lesson of the page"),
        N_("Export the page again: these marks would be lost on paper."),
    ),
    "mark.outside-enrolment": Code(
        WARNING,
        N_("Marks on days when the student was not in the group"),
        N_("Check the dates of the student's orders and the marks; the marks are printed as they are."),
    ),
    "mark.owed": Code(
        WARNING,
        N_("Required marks that are not given"),
        N_("Ask the teacher for these marks; in the printed journal a dot stands in their place."),
    ),
    "mark.signed": Code(
        WARNING,
        N_("Grades with a plus or a minus"),
        N_("Ask the teacher for a grade of the scale 2-5; what is there is printed but counts nowhere."),
    ),
    "mark.unknown": Code(
        WARNING,
        N_("Marks of unknown meaning"),
        N_("Check the cells; the marks are printed letter for letter."),
    ),
    "name.letters-lost": Code(
        BLOCKING,
        N_("Letters of names that could not be read"),
        N_("Export the page again; if «�» stands in ASU RSO itself, correct the name there."),
    ),
    "print.outdated": Code(
        WARNING,
        N_("What is on paper is not what the journal says any more"),
        N_(
            "Print the new copy, have it certified and note that in the register; keep the old one "
            "with it or "
            "destroy it by the rules of the college."
        ),
    ),
    "year.unnoted": Code(
        NOTE,
        N_("The register was not told what was bound"),
        N_("The binders are whole. Let somebody with the dispatcher's role run the same command once more."),
    ),
    "print.unknown": Code(
        WARNING,
        N_("It is not known what is on paper: the register cannot be read"),
        N_(
            "Make the register readable and run the command again, or look at the certified volumes yourself."
        ),
    ),
    "results.contradict": Code(
        WARNING,
        N_("Two results of one student that differ"),
        N_("Find out in ASU RSO which is right and export the page again; until then there is no result."),
    ),
    "results.differ": Code(
        NOTE,
        N_("Columns of results that differ"),
        N_(
            "Nothing to do if they are meant to; «Итог» is taken first, then the exam or test, then the term."
        ),
    ),
    "results.empty": Code(
        WARNING,
        N_("No grades of an exam or a test"),
        N_("Enter them in ASU RSO and export the page again: the grade of the term does not stand for them."),
    ),
    "section.twice": Code(
        BLOCKING,
        N_("Two pages of the same subject, subgroup and term"),
        N_("Leave only one export of the page; if these are two pages, name their teachers or subgroups."),
    ),
    "source.no-department": Code(
        WARNING,
        N_("The export does not tell the department"),
        N_("Name the department and its head in archiver.toml ([[departments]], groups)."),
    ),
    "source.no-enrolment": Code(
        NOTE,
        N_("The export does not tell when students came and left"),
        N_("Check by the orders whose cells must be crossed out."),
    ),
    "source.no-homework": Code(
        NOTE,
        N_("The export does not tell the homework"),
        N_("Nothing to do if the department does not require it; otherwise fill it in by hand."),
    ),
    "source.no-hours": Code(
        NOTE,
        N_("The export does not tell the hours of lessons"),
        N_("Fill in the hours by hand or export from the SPO module."),
    ),
    "source.no-period-grades": Code(
        WARNING,
        N_("The export does not tell the grades of the term"),
        N_("Fill in the grades of the term by hand or export from the SPO module."),
    ),
    "source.no-plan": Code(
        NOTE,
        N_("The export does not tell the study plan"),
        N_("Check by the study plan that no subject is missing."),
    ),
    "source.no-planned-hours": Code(
        NOTE,
        N_("The export does not tell the planned hours"),
        N_("Check the hours given against the study plan."),
    ),
    "source.no-teacher": Code(
        WARNING,
        N_("The export does not tell the teachers"),
        N_("Name them in archiver.toml ([[groups]], teachers), or fill them in by hand."),
    ),
    "source.no-topics": Code(
        WARNING,
        N_("The export does not tell the topics of lessons"),
        N_(
            'Export from the SPO module, or print pages to fill in by hand (printing.topics = "always" in '
            "archiver.toml)."
        ),
    ),
    "student.leave": Code(
        NOTE,
        N_("Academic leave"),
        N_("Nothing to do if the dates agree with the order."),
    ),
    "student.left": Code(
        NOTE,
        N_("A student left in the middle of the year"),
        N_("Nothing to do if the date agrees with the order."),
    ),
    "student.no-finals": Code(
        WARNING,
        N_("A student without any final grade of the term"),
        N_(
            "If the student left, name the last day in archiver.toml ([[groups]], left); otherwise ask the "
            "teachers for the grades and export the pages again."
        ),
    ),
    "student.namesake": Code(
        WARNING,
        N_("Full namesakes in one list"),
        N_("Make sure that they are two people and not one entered twice."),
    ),
    "student.one-term": Code(
        WARNING,
        N_("Students who are on the lists of one study period only"),
        N_(
            "Check by the orders who left or came; otherwise the lines were lost on the way: export the "
            "period again."
        ),
    ),
    "student.returned": Code(
        NOTE,
        N_("A student who left and came back"),
        N_(
            "Nothing to do if it is one person; papers show one line with all stays. If they are namesakes, "
            "write their names apart in ASU RSO («… (2)») and export again."
        ),
    ),
    "student.twice": Code(
        BLOCKING,
        N_("A student is in the list twice"),
        N_("Remove the second entry in ASU RSO and export again; accept the finding if they are namesakes."),
    ),
    "student.two-entries": Code(
        WARNING,
        N_("Two list entries of one person"),
        N_(
            "Set the day of leaving of the older entry in ASU RSO, or remove the one that is not needed, and "
            "export again; nothing to do if they are two people."
        ),
    ),
    "subject.missing": Code(
        BLOCKING,
        N_("A subject of the plan has no page"),
        N_("Export the subject's page for this term, or take the subject out of the plan."),
    ),
    "subject.no-lessons": Code(
        WARNING,
        N_("A page without lessons"),
        N_("Check that the teacher has filled in the journal and that the interval of the export is right."),
    ),
    "subject.not-in-plan": Code(
        NOTE,
        N_("A page of a subject that is not in the plan"),
        N_("Check the name of the subject and the plan; the page is bound all the same."),
    ),
    "subject.one-term": Code(
        NOTE,
        N_("Subjects that are in one study period only"),
        N_("Check by the study plan that they are over or begin there; otherwise export their pages."),
    ),
    "teacher.missing": Code(
        WARNING,
        N_("A page without a teacher"),
        N_(
            "Name the teacher in ASU RSO or in archiver.toml ([[groups]], teachers), "
            "or fill the name in by hand."
        ),
    ),
    "term.missing": Code(
        BLOCKING,
        N_("A study period without any page (a note until the period is over)"),
        N_(
            "Export the pages of the period (after its end). If the group truly has none, say so in "
            "archiver.toml ([[groups]], periods) or accept the finding with the reason."
        ),
    ),
    "term.not-held": Code(
        NOTE,
        N_("A study period that the group does not have"),
        N_("Check that periods of the group in archiver.toml is true of this year."),
    ),
    "term.not-planned": Code(
        NOTE,
        N_("A study period without pages and without a plan"),
        N_("Nothing to do if the group does not study then; otherwise export its plan and its pages."),
    ),
    "term.overlapping": Code(
        WARNING,
        N_("Two study periods with days in common"),
        N_("Compare the days of both in ASU RSO or in archiver.toml ([[periods]]) with the curriculum."),
    ),
    "term.running": Code(
        WARNING,
        N_("A study period that is bound before its end"),
        N_("Bind it again when it is over: what is entered until then is not in the volume."),
    ),
    "term.unknown": Code(
        BLOCKING,
        N_("A page of a study period that the journal does not have"),
        N_("Add the dates of the period to the export or to archiver.toml ([[periods]])."),
    ),
    "text.letters-lost": Code(
        WARNING,
        N_("Letters that could not be read"),
        N_("Export the page again; if «�» stands in ASU RSO itself, correct the text there."),
    ),
    "text.too-long": Code(
        BLOCKING,
        N_("A text too long to be printed"),
        N_("Shorten it in ASU RSO and export the page again; no paper has room for it."),
    ),
    "text.unprintable": Code(
        WARNING,
        N_("Characters that no font shows"),
        N_("Correct the text in ASU RSO if the printed codes ⟨U+…⟩ are in the reader's way."),
    ),
    "topic.empty": Code(
        WARNING,
        N_("Lessons without a topic"),
        N_("Ask the teacher to fill in the topics and export the page again, or fill them in by hand."),
    ),
    "volume.too-thick": Code(
        WARNING,
        N_("A volume is thicker than the limit"),
        N_(
            "Print more lessons on a page (printing.lessons_per_page), print on both sides, "
            "or check that all sheets can be stitched."
        ),
    ),
}

UNACCEPTABLE = frozenset({"text.too-long"})
"""Blocking codes that nobody can take upon himself: what they name cannot be printed."""

CODES: dict[str, Code] = dict(
    sorted((_CODES | HOURS_CODES | INTAKE_CODES | REPORT_CODES | SPO_CODES).items())
)
"""Every code, in alphabetical order."""


def finding(code: str, message: str, *, group: str | None = None, place: Place | None = None) -> Finding:
    """A finding of `code` with the table's severity and advice; KeyError for a code that is not in it."""
    entry = CODES[code]
    return Finding(code, entry.severity, message, entry.advice, group, place or Place(), entry.remedy)
