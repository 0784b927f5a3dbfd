"""The files of a tree sorted by what they are; what cannot be used is told, nothing is passed over."""

from __future__ import annotations

from dataclasses import dataclass, field

from archiver.intake.detect import CANONICAL_MARKER, EXPORTS, SUFFIXES, Format, detect
from archiver.intake.file_tree import FileTree
from archiver.intake.json_text import parse_json
from archiver.intake.other_formats import OTHER_FORMAT, refused_by_kind
from archiver.intake.quarantine import each_apart
from archiver.intake.refusal import FileRefused
from archiver.intake.snapshot_roots import ADDRESS_UNKNOWN, find_roots, record_of
from archiver.journal.findings import Finding, Place, Severity
from archiver.locale import _, ngettext
from archiver.settings.tables import Limits

_OWN_FILES = {"archiver.toml"}
_NAMED = 5


@dataclass(slots=True)
class Sorted:
    """Roots of snapshots, files that are exports by themselves; findings about all others."""

    roots: tuple[str, ...]
    exports: dict[str, Format] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)

    def of(self, *formats: Format) -> list[str]:
        """The files of these formats, in the order of the tree."""
        return [name for name, form in self.exports.items() if form in formats]


def sort_files(tree: FileTree, limits: Limits, *, folder: bool = True) -> Sorted:
    """Look into every file that is no part of a snapshot, each apart from the others.

    Beside the exports of a `folder` lie settings that came with them; in an archive nobody reads them.
    """
    roots = find_roots(tree.names())
    found = Sorted(roots)
    # In their place beside the exports; elsewhere it is a file like others, and told.
    ours = {*(_OWN_FILES if folder else ()), *map(record_of, roots)}
    wanted = [name for name in tree.names() if not name.startswith(roots) and name not in ours]
    for name, form in each_apart(_form, tree, wanted, limits):
        if isinstance(form, FileRefused):
            if _concerns(form, name):
                found.findings.append(form.finding(name))
            else:
                found.ignored.append(name)
        elif form in EXPORTS:
            found.exports[name] = form
        else:
            found.ignored.append(name)
    if found.ignored:
        found.findings.append(_ignored(found.ignored))
    return found


def _form(tree: FileTree, name: str) -> Format:
    """What the file is; FileRefused for one that has the name of an export and cannot be one.

    Refusals that concern nobody stay here: of a hundred thousand foreign files each would be put into words
    and sent to another process.
    """
    try:
        return _judged(tree, name)
    except FileRefused as refused:
        if _concerns(refused, name):
            raise
        return Format.UNKNOWN


def _concerns(refused: FileRefused, name: str) -> bool:
    """Whether somebody may have meant the file for an export."""
    return refused.code in (OTHER_FORMAT, ADDRESS_UNKNOWN) or _looks_like_export(name)


def _judged(tree: FileTree, name: str) -> Format:
    content = tree.read(name)
    form = detect(content)
    if form in EXPORTS:
        return form
    if form is Format.ENCRYPTED_OFFICE:
        raise FileRefused(
            "file.encrypted",
            _("File {file} is protected by a password.").format(file=name),
            _("Open it, remove the password and save it again, or export it again."),
        )
    if form is Format.EMPTY:
        raise FileRefused("file.empty", _("File {file} is empty.").format(file=name), _("Export it again."))
    if form is Format.ZIP and not (other := refused_by_kind(content, name)):
        raise FileRefused(
            "file.nested-archive",
            _(
                "File {file} is an archive inside an archive, or a damaged workbook, and was not opened."
            ).format(file=name),
            _("Unpack it beside the other exports, or export it again."),
        )
    if form is Format.SPO_JSON:
        from archiver.intake.spo.misplaced import misplaced

        value = parse_json(content, name).value
        if isinstance(value, dict) and value.get("format") == CANONICAL_MARKER:
            return Format.CANONICAL  # its mark stands further on than one looks at first
        if stray := misplaced(value, name):
            raise stray
        return form  # sound JSON of something else is nobody's fault
    if other := refused_by_kind(content, name):
        raise other
    raise FileRefused(
        "file.unknown-format",
        _("File {file} has the name of an export, but nothing in it is one.").format(file=name),
        _("Export it again from ASU RSO; saving it again in another program does not help."),
    )


def _looks_like_export(name: str) -> bool:
    return name.lower().endswith(SUFFIXES)


def _ignored(names: list[str]) -> Finding:
    shown = ", ".join(names[:_NAMED]) + (" …" if len(names) > _NAMED else "")
    return Finding(
        "file.ignored",
        Severity.NOTE,
        ngettext(
            "{count} file is no export and was left alone: {files}.",
            "{count} files are no exports and were left alone: {files}.",
            len(names),
        ).format(count=len(names), files=shown),
        _("Nothing to do, unless an export is among them."),
        place=Place(file=names[0]),
    )
