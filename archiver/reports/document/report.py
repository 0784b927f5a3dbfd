"""One description of a report, from which its page and its workbook are made.

Immutable and plain: what stands in which cell, which columns belong together, what is shaded, what
the report lacks. Nothing here knows of HTML or XLSX. Lengths are in mm.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from archiver.journal.words import label_before

Value = str | int | Decimal
"""What a cell shows: «» is a blank; a Decimal is shown with as many places as it has («4,25»)."""


@dataclass(frozen=True, slots=True)
class Organisation:
    """Whose paper it is."""

    name: str = ""
    short_name: str = ""
    department: str = ""
    head: str = ""
    head_post: str = "Заведующий отделением"


class Align(StrEnum):
    """How the texts of a column stand."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


class Emphasis(StrEnum):
    """What a row is: of the list, the first of its totals, one that stays with the row before, the last."""

    BODY = "body"
    SUBTOTAL = "subtotal"
    CLOSING = "closing"
    TOTAL = "total"


class PaperFormat(StrEnum):
    """The sheet's format (ISO 216)."""

    A4 = "A4"
    A3 = "A3"


@dataclass(frozen=True, slots=True)
class Sheet:
    """Paper and the margin it is stitched by; the other margins are those of all our pages."""

    paper: PaperFormat = PaperFormat.A4
    landscape: bool = False
    binding_margin_mm: float = 20.0

    @property
    def width_mm(self) -> float:
        """Width as it is read."""
        short, long = _SIDES_MM[self.paper]
        return long if self.landscape else short

    @property
    def height_mm(self) -> float:
        """Height as it is read."""
        short, long = _SIDES_MM[self.paper]
        return short if self.landscape else long

    @property
    def text_width_mm(self) -> float:
        """What lies between the margins."""
        return self.width_mm - self.binding_margin_mm - RIGHT_MARGIN_MM


_SIDES_MM = {PaperFormat.A4: (210.0, 297.0), PaperFormat.A3: (297.0, 420.0)}
RIGHT_MARGIN_MM = 10.0
VERTICAL_MARGINS_MM = (14.0, 14.0)
"""Above and below: our pages carry no number to be stitched under, so they take what a form needs."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, what stands above neighbours of one `group`, a small `note` below.

    `width_mm` is the least it can do with. A column that `fits` is as wide as its longest text, and less only
    where there is no room. `grows` columns share what room is left. Rotated headings read from below.
    """

    title: str
    width_mm: float
    group: str = ""
    note: str = ""
    rotated: bool = False
    align: Align = Align.CENTER
    shaded: bool = False
    fits: bool = False
    grows: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a row; it takes `span` columns. `strong` is set bold."""

    value: Value = ""
    span: int = 1
    align: Align | None = None
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row of cells that fill all columns together."""

    cells: tuple[Cell, ...]
    emphasis: Emphasis = Emphasis.BODY


@dataclass(frozen=True, slots=True)
class Table:
    """A table; its first `keys` columns are repeated when it is too wide for one sheet.

    Rows that span over a place where a wide table is cut are not allowed; `keys` may be spanned.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: str = ""
    keys: int = 0


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of the head: «Группа: ИС-21». An empty value is a line to fill in by hand."""

    label: str
    value: str

    @property
    def said_by(self) -> str:
        """The label as it is printed: none before «Отделение связи», which says what it is."""
        return label_before(self.label, self.value)


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs; an empty name is a line to fill in by hand."""

    post: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Resolution:
    """What is decided upon a paper after it was signed: `lines` to fill in by hand, and who signs them."""

    lines: tuple[str, ...]
    signatures: tuple[Signature, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """A report ready to be shown.

    `missing` says what the data lack, so that no figure is taken for more than it is; `remarks`
    explain what is shown; `closing` are sentences before the signatures, `seal` leaves its place beside
    them, `approval` the block at the top right; `imprint` stands at the foot of every page. A `whole` report
    is set closer where it then takes one sheet, not two.
    """

    title: str
    organisation: str = ""
    subtitle: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    tables: tuple[Table, ...] = ()
    missing: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()
    signatures: tuple[Signature, ...] = ()
    approval: Signature | None = None
    dated: bool = False
    seal: bool = False
    resolution: Resolution | None = None
    sheet: Sheet = Sheet()
    whole: bool = False
    imprint: str = ""
    name: str = ""
    """How the report is called among others of its document: a bookmark, a tab of the workbook."""


@dataclass(frozen=True, slots=True)
class Document:
    """Reports that lie in one file: `title` names the file and stands in its metadata."""

    title: str
    reports: tuple[Report, ...]


def shown(value: Value) -> str:
    """The value as Russian forms write it: a decimal comma, a proper minus."""
    if isinstance(value, str):
        return value
    return str(value).replace(".", ",").replace("-", "\N{MINUS SIGN}")


def text_row(*values: Value, emphasis: Emphasis = Emphasis.BODY) -> Row:
    """A row of plain cells."""
    return Row(tuple(Cell(value) for value in values), emphasis)
