"""Letters that nobody could read: U+FFFD («�») stands in a journal for each of them.

A reader puts it where bytes of a file are no letter of its encoding; a source that lost a letter before may
hold the sign itself. Whichever it was, the paper would say what nobody wrote: so it is looked for in what is
printed, whatever format that comes from.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from archiver.journal.checks.wording import listed, name, named, place_of
from archiver.journal.codes import finding
from archiver.journal.findings import Finding
from archiver.journal.findings import Place as Where
from archiver.journal.model import Journal
from archiver.locale import _, ngettext
from archiver.press.section.place_names import place_name
from archiver.press.section.printed_texts import Place, Printed, texts_of_group, texts_of_section

_LOST = "\N{REPLACEMENT CHARACTER}"

# Who, in which subject, with which mark: a paper that is wrong in these is false. All else is hard to read.
_CODES = {
    Place.CELL: "mark.letters-lost",
    Place.COLUMN: "mark.letters-lost",
    Place.GROUP: "name.letters-lost",
    Place.CURATOR: "name.letters-lost",
    Place.DEPARTMENT: "name.letters-lost",
    Place.SUBJECT: "name.letters-lost",
    Place.SUBGROUP: "name.letters-lost",
    Place.TEACHER: "name.letters-lost",
    Place.NAME: "name.letters-lost",
}
_OF_OTHERS = "text.letters-lost"


def lost_letter_findings(journal: Journal) -> tuple[Finding, ...]:
    """`mark.letters-lost`, `name.letters-lost`, `text.letters-lost`: each once for the group's own texts and
    once a section, with the number of letters and their places.
    """
    group = journal.group.name
    page = _("Group {group}").format(group=name(group))
    found = [*_findings(texts_of_group(journal), group, page, None)]
    for section in journal.sections:
        page = named(journal, section)
        found += _findings(texts_of_section(section, _is_lossy), group, page, place_of(section))
    return tuple(found)


def _is_lossy(text: str) -> bool:
    return _LOST in text


def _findings(texts: Iterable[Printed], group: str, page: str, where: Where | None) -> Iterator[Finding]:
    counts: dict[str, int] = defaultdict(int)
    places: dict[str, dict[str, None]] = defaultdict(dict)
    for place, about, text in texts:
        if _LOST in text:
            code = _CODES.get(place, _OF_OTHERS)
            counts[code] += text.count(_LOST)
            places[code][place_name(place, about)] = None
    for code, count in sorted(counts.items()):
        message = ngettext(
            "{page}: {count} letter could not be read, «{sign}» stands for it ({places}).",
            "{page}: {count} letters could not be read, «{sign}» stands for each ({places}).",
            count,
        ).format(page=page, count=count, sign=_LOST, places=listed([*places[code]]))
        yield finding(code, message, group=group, place=where)
