"""Answers of the module that lie where no address tells whose they are: they are nobody's, and missed."""

from __future__ import annotations

from typing import Any

from archiver.intake.other_formats import OTHER_FORMAT
from archiver.intake.refusal import FileRefused
from archiver.intake.snapshot_roots import ADDRESS_UNKNOWN
from archiver.journal.findings import Place
from archiver.locale import _

_PAGE = {"lessons", "students"}
_RESULTS = {"subjects", "students"}
_ENTRY = "scheduleSubjects"


def misplaced(value: Any, file: str) -> FileRefused | None:
    """The refusal of a JSON document outside `services/` that holds a journal's data; None for all others."""
    if _is_har(value):
        return FileRefused(
            OTHER_FORMAT,
            _("File {file} is a browser's record of the network (HAR), which is not read.").format(file=file),
            _(
                "Save each answer of the module as a file under services/ by its address. Do not hand the "
                "record on: it may hold the session and the password."
            ),
            Place(file=file),
        )
    if what := _answer(value):
        return FileRefused(
            ADDRESS_UNKNOWN,
            _(
                "File {file} is an answer of the module ({what}) that lies outside services/: without its "
                "address nothing tells whose it is."
            ).format(file=file, what=what),
            _(
                "Put it where the module's address has it: services/journal/gradebook/…/subjects/….json; or "
                "remove it."
            ),
            Place(file=file),
        )
    return None


def _is_har(value: Any) -> bool:
    log = value.get("log") if isinstance(value, dict) else None
    return isinstance(log, dict) and isinstance(log.get("entries"), list)


def _answer(value: Any) -> str | None:
    if isinstance(value, dict) and isinstance(value.get("data"), (dict, list)):
        value = value["data"]
    if isinstance(value, list):
        first = value[0] if value else None
        return _("a group's study periods") if isinstance(first, dict) and _ENTRY in first else None
    fields = value.keys() if isinstance(value, dict) else set()
    if fields >= _PAGE and "format" not in fields:
        return _("the page of a subject")
    if fields >= _RESULTS and ("termNumber" in fields or "termType" in fields):
        return _("a results sheet")
    return None
