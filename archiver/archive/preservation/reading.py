"""What bags on a medium tell of themselves, for a register that is made anew from the media alone."""

from __future__ import annotations

import contextlib
import datetime as dt
from dataclasses import dataclass

from archiver.archive import bag_labels
from archiver.archive.deposit.record import Kind
from archiver.archive.deposit.signatures import SUFFIXES
from archiver.archive.rosters import NAMES, names_in, roster_of_journal, roster_of_statements
from archiver.register.model.files import File, Roster
from archiver.register.model.packages import Bag, BagContent
from archiver.register.model.trail import Anchor, AnchorKind
from storage.bag import manifest
from storage.bag.info import Pairs
from storage.bag.layout import MANIFESTS, PAYLOAD, PREMIS, TAG_MANIFESTS
from storage.bag.reading import read_info, read_tag
from storage.digests import ALGORITHMS, digest_bytes
from storage.errors import StorageError
from storage.keys import joined
from storage.store import Store

LARGEST_TWIN = 256 << 20
"""Bytes of a machine-readable twin that are read; a journal of a year has some MB."""


@dataclass(frozen=True, slots=True)
class ReadBag:
    """What a bag tells: the file with its names, the package with its contents, the anchor it carries.

    `silent` when it holds a journal or statements without a twin that can be read: it is not found by names.
    """

    file: File
    roster: Roster
    bag: Bag
    contents: tuple[BagContent, ...]
    anchor: Anchor | None
    silent: bool
    statement_document: str = ""

    @property
    def age(self) -> tuple[str, dt.date, int]:
        """Sorts the bags of a file by when they were made: several may be of one day."""
        sequence = self.anchor.sequence if self.anchor else 0
        return self.file.external_id, self.bag.bagged_on, sequence


def id_of(store: Store, prefix: str) -> str:
    """The id a bag claims; «» when it cannot be read."""
    try:
        return dict(read_info(store, prefix)).get(bag_labels.BAG, "")
    except StorageError:
        return ""


def told_by(store: Store, prefix: str, seal: str, moment: dt.datetime) -> ReadBag:
    """Read labels, manifests and twin. Raises StorageError, and ValueError when it is no bag of ours."""
    labels = read_info(store, prefix)
    try:
        file = bag_labels.file_of(labels, moment)
        external, bagged_on = _bag_of(labels)
    except KeyError as error:
        raise ValueError(f"no {error.args[0]}") from error
    contents = _contents(store, prefix)
    roster, silent = _roster(store, prefix, contents)
    bag = Bag(
        file_id=0,
        external_id=external,
        digest=seal,
        size=sum(content.size for content in contents),
        files=len(contents),
        bagged_on=bagged_on,
    )
    head = bag_labels.head_of(labels)
    anchor = (
        None
        if head is None
        else Anchor(
            sequence=head.sequence, digest=head.digest, kind=AnchorKind.BAG, place=external, at=moment
        )
    )
    elsewhere = dict(labels).get(bag_labels.STATEMENT_DOCUMENT, "")
    return ReadBag(file, roster, bag, contents, anchor, silent, elsewhere)


def _bag_of(labels: Pairs) -> tuple[str, dt.date]:
    told = dict(labels)
    return told[bag_labels.BAG], dt.date.fromisoformat(told["Bagging-Date"])


def _contents(store: Store, prefix: str) -> tuple[BagContent, ...]:
    """Every file of the bag, the tag manifests themselves included, as the deposit registered them."""
    tags = {path: read_tag(store, prefix, path) for path in TAG_MANIFESTS.values()}
    sums: dict[str, dict[str, str]] = {}
    for algorithm in ALGORITHMS:
        documents = read_tag(store, prefix, MANIFESTS[algorithm])
        sums[algorithm] = {
            **manifest.parse(documents, algorithm, payload=True).digests,
            **manifest.parse(tags[TAG_MANIFESTS[algorithm]], algorithm, payload=False).digests,
            **{path: digest_bytes(content).of(algorithm) for path, content in tags.items()},
        }
    cut = len(joined(prefix, ""))
    sizes = {entry.key[cut:]: entry.size for entry in store.list(prefix) if not entry.offence}
    formats = _formats(store, prefix)
    return tuple(
        BagContent(
            path=path,
            size=sizes.get(path, 0),
            sha256=digest,
            sha512=sums["sha512"].get(path, ""),
            kind=_kind(path),
            format=formats.get(path) if path.startswith(PAYLOAD) else _TAGS.get(path.rpartition(".")[2]),
        )
        for path, digest in sums["sha256"].items()
    )


_KINDS = {"volumes": "volume", "statements": "statement", "source": "source"}
_TAGS = {"txt": "text/plain", "xml": "application/xml"}
_NAMING = {"volume", "statement", "source", "twin"}
"""Kinds of documents that name students; evidence of a destruction has no twin."""
_NO_FORMAT = "application/octet-stream"
"""What a bag says of a file whose format nobody knew."""


def _kind(path: str) -> str:
    """What a file is, by the folder it lies in, as the deposit lays bags out."""
    if not path.startswith(PAYLOAD):
        return "tag"
    if path.lower().endswith(SUFFIXES):
        return Kind.SIGNATURE
    if path == PAYLOAD + NAMES:
        return Kind.NAMES
    folder, slash, _name = path.removeprefix(PAYLOAD).partition("/")
    if path.endswith(".json") and folder != "source":
        return "twin"
    return _KINDS.get(folder, folder) if slash else "source"


def _formats(store: Store, prefix: str) -> dict[str, str]:
    """The formats that premis.xml names, by path."""
    from lxml import etree

    spaces = {"p": "http://www.loc.gov/premis/v3"}
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(read_tag(store, prefix, PREMIS), parser)
    except (StorageError, etree.XMLSyntaxError):
        return {}
    found = {}
    for element in root.findall("p:object", spaces):
        path = element.findtext("p:objectIdentifier/p:objectIdentifierValue", namespaces=spaces)
        name = element.findtext(".//p:formatName", namespaces=spaces)
        if path and name and name != _NO_FORMAT:
            found[path] = name
    return found


def _roster(store: Store, prefix: str, contents: tuple[BagContent, ...]) -> tuple[Roster, bool]:
    """The names in the twins of a bag, and whether there should have been some."""
    from archiver.intake.canonical.read import load as load_journal
    from archiver.reports.statement import twin as statement_json

    found, statements = [], []
    for content in contents:
        if content.kind == Kind.NAMES:
            with contextlib.suppress(StorageError, ValueError):
                found.append(Roster.of(names_in(store.read(joined(prefix, content.path), LARGEST_TWIN))))
            continue
        if not content.path.lower().endswith(".json") or content.size > LARGEST_TWIN:
            continue
        try:
            data = store.read(joined(prefix, content.path), LARGEST_TWIN)
            if statement_json.is_statement(data):
                statement = statement_json.load(data, content.path)
                if not isinstance(statement, tuple):
                    statements.append(statement)
                continue
            found.append(roster_of_journal(load_journal(data)))
        except (StorageError, ValueError, RecursionError):
            continue
    if statements:
        found.append(roster_of_statements(statements))
    together = Roster.of(
        (name for one in found for name in one.students),
        (name for one in found for name in one.subjects),
        (name for one in found for name in one.teachers),
    )
    return together, not found and any(content.kind in _NAMING for content in contents)
