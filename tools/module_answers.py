"""docs/module-answers.md: what the SPO module answers, what of it is read, and how that is known.

The fields come from the reader's models and from its table of what is left out; the evidence stands here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import module_speech
from pydantic import BaseModel

from archiver.intake.spo import known
from archiver.intake.spo.kinds import kinds_of

MADE = "<!-- Made by `make docs` from archiver/intake/spo/known.py and tools/module_*.py; edit those. -->"

SOURCES = {
    "front end": "the module's own screens of a student, as saved in Diary-SPO/core, apps/network-city: "
    "students.js (schemas of answers), security.js (logging in) and global.js (vocabularies and their "
    "labels, schemas of lists, addresses, what is said of refusals)",
    "ASURSO-API": "Alekzum/ASURSO-API: asurso_api/functions/*.py, asurso_api/enums/raw.py and answers with "
    "their texts replaced in tests/test_data/*.json",
    "Diary-SPO": "Diary-SPO/core, apps/shared/src/api/original/index.ts: types «as they come», 2023; its "
    "newer diary-client (client.ts, client.test.ts: cookies, Gosuslugi)",
    "zabedu": "a college's own system over poo.zabedu.ru with a staff account (poozabeduapi.client.ts, "
    "poozabeduapi.types.ts, the screens of its journal and of its printed reports); the only public "
    "client that reads a gradebook",
    "rso23": "services of students over spo.rso23.ru (exams.service.ts, sgo-mapper.ts; a bot's sign-in)",
    "NetSPO": "werdeengod/NetSPOApi, and clients that look for debts in the diary (_determine_debt_marks: "
    "«Точка»)",
}


@dataclass(frozen=True)
class Evidence:
    """Who has seen an answer, what is done with it, and what nobody public knows."""

    seen: tuple[str, ...]
    use: str
    unknown: tuple[str, ...] = ()


EVIDENCE = {
    known.GROUPS.address: Evidence(
        ("front end", "zabedu"),
        "Names, courses, departments and curators of today's groups. May lack finished groups.",
    ),
    known.DEPARTMENTS.address: Evidence(
        ("front end", "zabedu"), "Departments and the numbers of their heads."
    ),
    known.EMPLOYEES.address: Evidence(
        ("front end", "zabedu"),
        "Names of heads and curators; a head's post, if it is a post of a head. The front end's schema "
        "allows names and numbers alone, posts are zabedu's.",
        ("whether `positionName` of a head is that of the department or of the main work",),
    ),
    known.STUDENTS.address: Evidence(
        ("zabedu",),
        "Nothing, as it is known: with birthdays in it (as it always comes) it is not read. Only a list "
        "without personal data is looked through for `academicVacations`; nothing in it ever blocks.",
        (
            "academic leaves: no public client has `academicVacations` anywhere; read if somebody adds them",
            "a student who came back has a new id",
        ),
    ),
    known.ORGANIZATION.address: Evidence(
        ("front end", "ASURSO-API", "Diary-SPO", "zabedu"),
        "Told when archiver.toml does not name the college so (`college.in-module`); papers go by "
        "archiver.toml. Never blocks.",
    ),
    known.GRADEBOOK_GROUPS.address: Evidence(
        ("zabedu",), "Names of groups that the list of groups no longer has."
    ),
    known.ENTRIES.address: Evidence(
        ("zabedu",),
        "Study periods with their days (the interval of the printed report), the plan, the course, and "
        "what the group was called. Holds every period since admission. `isActive` is told (`term.open`), "
        "`remarks` are counted and told (`spo.remarks`).",
        (
            "the shape of `remarks`",
            "whether `name` is the group's name of then or of today (a difference is told: `group.renamed`)",
        ),
    ),
    known.PAGE.address: Evidence(
        ("zabedu",),
        "The page of the journal. `teacher` is a text here («Каргин П.А.») and an object elsewhere: both "
        "are read. `condition` and `topic` of a task «Home» are the homework; topics of all others stand "
        "in for the topic of a lesson that the working programme does not tell. What of them is not "
        "printed is told (`spo.tasks-not-printed`).",
        (
            "the unit of `duration` (told as `lesson.duration`, set by `[calendar] lesson_duration`)",
            "the values of `plannedLessons` (seen as numbers): its keys are taken for lines of the programme",
            "the shape of `remarks`",
            "how subgroups are told: they are taken from the subject's name",
            "retakes, graduation work, the state exam",
        ),
    ),
    known.RESULTS.address: Evidence(
        ("zabedu",),
        "Results of a period for staff: `…/{termType}/{termNumber}/{yyyy-mm-dd}/{groupId}`. Of several "
        "days the latest is printed from, and that is told.",
        (
            "whether the date is an as-of date or only picks the academic year",
            "whether a subject's `id` is that of `scheduleSubjects`: the name has to agree too",
        ),
    ),
    known.RESULTS_SHORT.address: Evidence(
        ("zabedu",),
        "The same for the whole study («без него — за всё время обучения»): each result goes to the one "
        "period whose plan has it; what no plan or several plans have is told (`spo.results-nowhere`).",
        ("what `termNumber` and `year` say here",),
    ),
    known.RESULTS_OF_STUDENT.address: Evidence(
        ("front end", "ASURSO-API", "Diary-SPO", "rso23"),
        "The same for a student's account: the last part is the student's number, and the marks seen are "
        "of that student alone, so sheets of one period are put together. The content tells whose group "
        "it is. `teacher` is `{id, firstName, lastName, middleName}` in all of them, and may be missing. "
        "`profModules` and `courseWorks` are lists of their own without `examinationType`.",
        ("`marks` as a number or a text: Diary-SPO allows for it, nobody shows it",),
    ),
}

INTRO = """\
A snapshot is a folder `services/` whose files lie as the module's addresses do, with or without `.json`.
The account of a file counts *kinds of fields* (`lessons[].tasks[].condition`, whatever the lesson and the
task; `*` is a number of somebody or something). A kind is used, or listed here as left out, or told once as
`source.field-unknown`; no value of it is ever quoted. A file of an address that is not here is told as
`source.file-unknown`. `archiver check --json` gives the account of every file.

Fields beyond these never block. A field that is used and has another shape does, once for all its cells."""

VOCABULARY = """\
## Vocabularies

From the front end's constants and labels (ASURSO-API, enums/raw.py, has the same constants):

- a mark without `value` that `isRequired` shows «•» on the module's screens (`markShort`, `markLong`);
  NetSPO calls it «Точка», Diary-SPO «Д». It is printed «•» and told (`mark.owed`);
- `absenceTypes` of an older front end are `IsLate` and `IsAbsent`, of a newer one `IsAbsentByValidReason`
  «уп», `IsAbsentByNotValidReason` «нп», `SickLeave` «б», `IsLate`. `IsAbsent` is printed «н»: no reason is
  told;
- kinds of a *lesson*: `PracticalTraining` is «Практ. занятие», `Examination` «Контр. работа»,
  `PracticalWork` «Практ. работа». A *subject* of type `PracticalTraining` is «Производственная практика»,
  `Internship` «Учебная практика»; types of subjects are in no answer that is read;
- `examinationType` of `profModules` and `courseWorks` is not told: the front end puts `ProfessionalModule`
  and `CourseWork` there itself;
- `year` of a results sheet is the calendar year the academic year begins in (`educationYear`: 2025 →
  «2025–2026»).

`One`, `Zero`, `Excellent`, `Sick`, `Excused` and their like stand in zabedu «на всякий случай» and in
nobody's answer: they stay letter for letter and are told (`mark.unknown`).
"""

NO_ANSWER = """\
## What is no answer

- Nobody logged in: 401 with `{"responseStatus": {"message"}}` (ASURSO-API, utils.py), or 3xx to
  `/security/` and its page (zabedu): `file.session-expired`.
- No such number: 200 with `{}` (zabedu, of students), 204 or an empty body: `file.no-such-number`,
  `file.empty`.
- Any other page, text or refusal, and an answer kept packed (gzip): `file.not-an-answer`.
- An answer outside `services/`, whose address nobody knows: `spo.address-unknown`; a browser's record of the
  network (HAR): `file.format`.

Each blocks the group whose file it is; in place of the list of groups it blocks all of them.
"""


def page() -> str:
    """The whole page."""
    return (
        "\n".join(
            [
                "# Answers of the SPO module",
                "",
                MADE,
                "",
                INTRO,
                "",
                "## Who has seen it",
                "",
                *(f"- **{name}**: {what}." for name, what in SOURCES.items()),
                "",
                "## Answers that are read",
                "",
                *(line for answer in known.ANSWERS for line in _answer(answer)),
                "## Addresses that are known and not read",
                "",
                "Their files are named in one note (`file.ignored`); those of single students are",
                "never opened (`file.personal-data`).",
                "",
                "| Address | Why |",
                "|---|---|",
                *(f"| `services/{address}` | {why} |" for address, why in known.NOT_READ.items()),
                "",
                VOCABULARY,
                *module_speech.lines(),
                NO_ANSWER,
            ]
        ).rstrip()
        + "\n"
    )


def _answer(answer: known.Answer[BaseModel]) -> Iterator[str]:
    evidence = EVIDENCE[answer.address]
    used = [kind for kind, left_out in kinds_of(answer.shape) if not left_out]
    yield f"### `services/{answer.address}`"
    yield ""
    yield evidence.use
    yield ""
    yield f"Seen by: {', '.join(evidence.seen)}." + (
        " A list; the fields are its items'." if answer.listed else ""
    )
    yield ""
    yield "Used: " + ", ".join(f"`{kind}`" for kind in used) + "."
    yield ""
    for kind, why in answer.left_out.items():
        yield f"- left out: `{kind}`: {why}"
    for what in evidence.unknown:
        yield f"- not known: {what}"
    if answer.left_out or evidence.unknown:
        yield ""
