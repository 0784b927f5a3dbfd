"""Codes of findings about «Распечатка классного журнала»: its layout, its pages, where its data came from.

A part of the one table in `archiver.journal.codes`, in alphabetical order.
"""

from __future__ import annotations

from archiver.journal.code import BLOCKING, NOTE, WARNING, Code
from archiver.locale import N_
from archiver.remedies import Deed, Remedy

REPORT_CODES: dict[str, Code] = {
    "page.contradiction": Code(
        BLOCKING,
        N_("Two exports of one page disagree"),
        N_("Find out in ASU RSO which is right, export the page again, remove the other file."),
    ),
    "page.repeated": Code(
        NOTE,
        N_("A page is exported twice, both times the same"),
        N_("Nothing to do: it is bound once."),
    ),
    "page.students-contradict": Code(
        WARNING,
        N_("Pages of one subject number the students differently"),
        N_("Export all pages of the subject on one day, so that the lists agree."),
    ),
    "page.students-differ": Code(
        NOTE,
        N_("Pages of one subject have different lists of students"),
        N_("Nothing to do if students came or left; otherwise export the pages again."),
    ),
    "page.told-differently": Code(
        WARNING,
        N_("Pages that disagree about the group or the plan"),
        N_("Find out which is right and correct archiver.toml or ASU RSO; a curator may have been replaced."),
    ),
    "report.bad-day": Code(
        BLOCKING,
        N_("A heading of a column that is no day"),
        N_("Export the page again; in a file corrected by hand, restore the months and days of its heading."),
    ),
    "report.date-for-mark": Code(
        WARNING,
        N_("Marks that a spreadsheet program turned into dates"),
        N_(
            "Export the page again and do not save it in a spreadsheet program; "
            "a date stands on the page as it is and counts as no grade."
        ),
    ),
    "report.encoding": Code(
        NOTE,
        N_("A file names a wrong encoding"),
        N_("Nothing to do if the names on the pages are readable."),
    ),
    "report.formula-valueless": Code(
        BLOCKING,
        N_("Formulas without a value"),
        N_(
            "Open the file in Excel or LibreOffice, look at these cells and save it: "
            "then their values are saved too."
        ),
    ),
    "report.formulas": Code(
        NOTE,
        N_("Formulas among the cells"),
        N_("Check the cells: an export has no formulas, somebody has put them in."),
    ),
    "report.group-unknown": Code(
        BLOCKING,
        N_("Nothing tells the group"),
        N_("Name the file after the group, for example «ИС-21 2025-26.xls», or put it into such a folder."),
    ),
    "report.merged-marks": Code(
        WARNING,
        N_("One mark over several lessons or students"),
        N_("Find out whose it is and for which day, part the cells and write a mark into each."),
    ),
    "report.name-missing": Code(
        BLOCKING,
        N_("A row with marks but without a student"),
        N_("Restore the name in the row, or export the page again."),
    ),
    "report.no-months": Code(
        BLOCKING,
        N_("A page without months"),
        N_("Export the page again: without months the lessons have no dates."),
    ),
    "report.no-students": Code(
        BLOCKING,
        N_("A page without students"),
        N_("Export the page again; it may have been cut."),
    ),
    "report.no-subject": Code(
        BLOCKING,
        N_("A table of marks without its subject"),
        N_("Restore the line «Предмет : …» above the table, or export the page again."),
    ),
    "report.not-a-journal": Code(
        NOTE,
        N_("A table that is not a printed journal"),
        N_("Nothing to do if it only lies beside the exports; otherwise export the journal in its place."),
    ),
    "report.number-twice": Code(
        WARNING,
        N_("Two students have one number"),
        N_("Check the list: a student may have been entered twice."),
    ),
    "report.objects-left-out": Code(
        NOTE,
        N_("Comments, pictures and charts on a sheet"),
        N_("Nothing to do if they are not needed in the binder: only what stands in cells is printed."),
    ),
    "report.other-system": Code(
        BLOCKING,
        N_("An export of another system"),
        N_(
            "Export the journal of this group from ASU RSO. If the college keeps it in the other system, "
            "show such a file to those who look after the program."
        ),
    ),
    "report.pages-lost": Code(
        BLOCKING,
        N_("Pages of an HTML export that could not be read"),
        N_("The page is damaged: export the report again, or open it in a browser and save it again."),
    ),
    "report.sheet-left-out": Code(
        NOTE,
        N_("A sheet that is not a page of the journal"),
        N_("Nothing to do if the sheet is not needed in the binder."),
    ),
    "report.struck": Code(
        WARNING,
        N_("Cells that are struck out"),
        N_("Correct the marks in ASU RSO and export the page again; a struck mark is printed struck out."),
    ),
    "report.subgroup-assumed": Code(
        WARNING,
        N_("Subgroups that the export does not name"),
        N_("Check which list is which; name the subgroup in the file's name: «… (1 подгруппа).xls»."),
    ),
    "report.subgroups-in-list": Code(
        WARNING,
        N_("Subgroups inside one list"),
        N_("Export the pages of the subgroups one by one if they have lessons or teachers of their own."),
    ),
    "report.text-left-out": Code(
        WARNING,
        N_("Text beside the tables that is not printed"),
        N_("Look at these cells: what belongs to the journal must stand in its tables or headings."),
    ),
    "report.topic-without-lesson": Code(
        WARNING,
        N_("Topics on dates without a lesson"),
        N_("Check the dates in the list of topics; these rows are not printed."),
    ),
    "report.totals-left-out": Code(
        NOTE,
        N_("Totals and signatures that are not copied"),
        N_("Nothing to do: totals are counted anew, and the archive's sheets are signed anew."),
    ),
    "report.unnumbered": Code(
        WARNING,
        N_("Students without a number"),
        N_("Check the list: a student may have been written into it by hand."),
    ),
    "source.department-from-settings": Code(
        NOTE,
        N_("The department is from archiver.toml"),
        N_("Check that archiver.toml is up to date."),
    ),
    "source.group-from-name": Code(
        NOTE,
        N_("The group is from the file's name"),
        N_("Check that the file holds this group."),
    ),
    "source.group-from-settings": Code(
        NOTE,
        N_("Details of the group are from archiver.toml"),
        N_("Check that archiver.toml is up to date."),
    ),
    "source.period-from-settings": Code(
        NOTE,
        N_("The dates of periods are from archiver.toml"),
        N_("Check [[periods]] in archiver.toml, or give the interval in the file's name."),
    ),
    "source.subgroup-from-name": Code(
        NOTE,
        N_("The subgroup is from the file's name"),
        N_("Check that the file holds this subgroup."),
    ),
    "source.teacher-from-settings": Code(
        NOTE,
        N_("Teachers are from archiver.toml"),
        N_("Check that archiver.toml is up to date."),
    ),
    "source.term-from-name": Code(
        NOTE,
        N_("The study period is from the file's name"),
        N_("Check that the file holds this period."),
    ),
    "source.unaccounted": Code(
        BLOCKING,
        N_("Cells that are neither printed nor understood"),
        N_("Look at these cells: what belongs to the journal would be lost. Export the page again."),
    ),
    "source.year-asked": Code(
        NOTE,
        N_("The year is the one asked for"),
        N_("Check that the files are of this year."),
    ),
    "source.year-from-name": Code(
        NOTE,
        N_("The year is from the file's name"),
        N_("Check that the files are of this year."),
    ),
    "source.year-from-other-files": Code(
        NOTE,
        N_("The year is that of the group's other files"),
        N_("Check that the file is of this year, and put the year into its name."),
    ),
    "source.year-from-settings": Code(
        NOTE,
        N_("The year is from archiver.toml"),
        N_("Check that the files are of this year."),
    ),
    "teacher.several": Code(
        NOTE,
        N_("Several teachers on the pages of one subject"),
        N_("Nothing to do if one teacher replaced another."),
    ),
    "text.control-characters": Code(
        NOTE,
        N_("Characters that cannot be printed were taken out"),
        N_("Nothing to do unless the text on the page looks wrong; then correct it in the source."),
    ),
    "year.unknown": Code(
        BLOCKING,
        N_("Nothing tells the academic year"),
        N_("Say the year, name the file «ИС-21 2025-26.xls», or set academic_year in archiver.toml."),
        Remedy(Deed.SAY_YEAR),
    ),
}
