"""The fonts of the press: our own faces, subset once for office Russian, and nothing of the system's.

ParaType's licence lets the faces be shipped only unmodified, so the subsets are made where the
program runs and stay in its cache. They are fixed (one repertoire, no dates), so that every part
embeds the very same font programs and the binder can keep one copy of each.
"""

from __future__ import annotations

import functools
import hashlib
import io
from contextlib import suppress
from html import escape
from importlib.metadata import version
from pathlib import Path

import templates
from archiver.disk.kept import keep, keep_sealed, kept
from archiver.disk.plain_files import read_plain
from archiver.disk.private import FILE, FOLDER, allow, private_folder, user_cache
from archiver.disk.stand_in import cache_of_last_resort, is_usable
from archiver.errors import OutputFailed
from archiver.locale import _
from archiver.press import ready
from archiver.wording.causes import cause

FACES = ("PTF55F", "PTF75F", "PTS55F", "PTS75F", "PTN57F", "PTN77F")
FALLBACK = "DejaVuSansCondensed"
FAMILIES = ("PT Serif", "PT Sans", "PT Sans Narrow", "DejaVu Sans Condensed")

BY_FAMILY = {
    ("PT Serif", 400): "PTF55F", ("PT Serif", 700): "PTF75F", ("PT Sans", 400): "PTS55F",
    ("PT Sans", 700): "PTS75F", ("PT Sans Narrow", 400): "PTN57F", ("PT Sans Narrow", 700): "PTN77F",
}  # fmt: skip
"""The face behind a family and a weight of CSS."""

# Latin with Baltic and Turkish letters, Cyrillic with Tatar, Bashkir, Chuvash, Kazakh and other
# letters of Russia's peoples, punctuation, currency, №, letterlike signs.
_TEXT = (
    (0x20, 0x7E), (0xA0, 0xAC), (0xAE, 0x17F), (0x218, 0x21B), (0x301, 0x301), (0x400, 0x52F),
    (0x2010, 0x2026), (0x2030, 0x2030), (0x2039, 0x203A), (0x20AC, 0x20AC), (0x20BD, 0x20BD),
    (0x2113, 0x2113), (0x2116, 0x2116), (0x2122, 0x2122), (0x2212, 0x2212),
)  # fmt: skip

# What names and topics of lessons need beyond text: Armenian and Georgian, old and rare Cyrillic letters,
# signs over letters, Greek, sub- and superscripts, arrows, mathematics, ticks; and Latin, because a space or
# a bracket among them is set in the same face (ADR 0047).
_SIGNS = (
    (0x20, 0x7E), (0xA0, 0xFF), (0x180, 0x24F), (0x2B0, 0x2FF), (0x300, 0x331), (0x336, 0x336),
    (0x361, 0x361), (0x370, 0x3FF),
    (0x400, 0x52F), (0x531, 0x556), (0x559, 0x55F), (0x561, 0x587), (0x589, 0x58A), (0x10A0, 0x10C5),
    (0x10D0, 0x10FC), (0x1E00, 0x1EFF), (0x2000, 0x200A), (0x2010, 0x2027), (0x202F, 0x205F),
    (0x2070, 0x209C), (0x20A0, 0x20BF),
    (0x2100, 0x21FF), (0x2200, 0x22FF), (0x2300, 0x2320), (0x2460, 0x2473), (0x25A0, 0x25FF),
    (0x2600, 0x2612), (0x2660, 0x2667), (0x2713, 0x2718), (0x27E8, 0x27E9), (0x2A7D, 0x2A7E),
)  # fmt: skip

# A date inside a font program would make every cache folder another; this one is the faces' age.
_MODIFIED = 3_345_000_000  # seconds since 1904-01-01, a day of 2009
_SUMS = "SHA256SUMS"
"""What the subsets were when they were cut: a torn one would print empty boxes for letters, or nothing."""
_LARGEST = 16 * 2**20


@functools.cache
def repertoire() -> frozenset[int]:
    """Every code point that can be printed: what the subsets, taken together, show."""
    return frozenset().union(*(shown(face) for face in (*FACES, FALLBACK)))


@functools.cache
def digest() -> str:
    """Hex SHA-256 that names the subsets: faces, repertoire, and the version of what cuts them."""
    total = hashlib.sha256(f"{version('fonttools')} {_TEXT} {_SIGNS} {_MODIFIED} 1".encode())
    for face in (*FACES, FALLBACK):
        total.update(hashlib.sha256(_shipped(face)).digest())
    return total.hexdigest()


@functools.cache
def fontconfig_file() -> Path:
    """A fontconfig file that knows the subsets and no other font; both are made on first use.

    Raises OutputFailed where there is no room for them anywhere.
    """
    return _prepared()[1]


def kept_folder() -> Path:
    """The folder of what the press makes once and keeps: fonts, forms, plates (no names are in them).

    It is the user's cache folder, the one that stands in for it, or one of this process.
    """
    return _prepared()[0]


def subset_program(face: str) -> bytes:
    """The subset as it lies in the cache: the very bytes that the engine embeds."""
    return (fontconfig_file().parent / f"{face}.ttf").read_bytes()


def close_to_others() -> None:
    """Take from others what fontconfig has just written: it makes its own files, for everybody."""
    for path in fontconfig_file().parent.rglob("*"):
        allow(path, FOLDER if path.is_dir() else FILE)


@functools.cache
def _prepared() -> tuple[Path, Path]:
    if is_usable(user_cache()):
        with suppress(OSError):  # the disk has become full
            return user_cache(), _prepare(user_cache())
    own = cache_of_last_resort()
    try:
        return own, _prepare(own)
    except OSError as error:
        raise OutputFailed(
            _("The press cannot keep its fonts in {folder}: {cause}. Free some space and run again.").format(
                folder=own, cause=cause(error)
            )
        ) from error


def _prepare(root: Path) -> Path:
    folder = root / "fonts" / digest()[:16]
    private_folder(folder / "cache", within=root)
    told = kept(folder / _SUMS) or b""
    sums = dict(line.split(" ", 1)[::-1] for line in told.decode().splitlines())
    for face in (*FACES, FALLBACK):
        if _sum(folder / f"{face}.ttf") not in {sums.get(face)} - {None}:
            # Several workers may come here at once: the last one's file stays, and all are equal.
            program = _ready(face) or subset(face)
            keep(folder / f"{face}.ttf", program)
            sums[face] = hashlib.sha256(program).hexdigest()
    written = "".join(f"{digest} {face}\n" for face, digest in sorted(sums.items())).encode()
    if written != told:
        keep_sealed(folder / _SUMS, written)
    config = folder / "fonts.conf"
    content = _CONFIG.format(folder=escape(str(folder), quote=False)).encode()
    if not config.is_file() or config.read_bytes() != content:
        keep(config, content)
    return config


def _ready(face: str) -> bytes | None:
    """The subset that set-up has cut, None where it has not, or what lies there is not what it was."""
    folder = ready.place("fonts", digest()[:16])
    sums = (kept(folder / _SUMS) or b"").decode().splitlines()
    with suppress(OSError):
        program = read_plain(folder / f"{face}.ttf", _LARGEST)
        if f"{hashlib.sha256(program).hexdigest()} {face}" in sums:
            return program
    return None


def _sum(file: Path) -> str | None:
    try:
        return hashlib.sha256(read_plain(file, _LARGEST)).hexdigest()
    except OSError:
        return None


# Hinting and auto-hinting are off because they would move letters to a screen's pixels; the
# preferred families are named so that nothing is ever guessed.
_CONFIG = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
<dir>{folder}</dir>
<cachedir>{folder}/cache</cachedir>
<match target="font">
<edit name="hinting" mode="assign"><bool>false</bool></edit>
<edit name="autohint" mode="assign"><bool>false</bool></edit>
<edit name="antialias" mode="assign"><bool>true</bool></edit>
</match>
</fontconfig>
"""


def subset(face: str) -> bytes:
    """The TrueType program of `face` cut to the repertoire, without hinting, with kerning.

    Ligatures are left out: a joined «fi» has no code point, and text could not be copied from the page.
    """
    from fontTools import subset as cutter
    from fontTools.ttLib import TTFont

    options = cutter.Options()
    options.hinting = False
    options.layout_features = ["kern", "mark", "mkmk"]
    options.drop_tables += ["DSIG", "FFTM", "LTSH", "MATH", "hdmx", "gasp", "kern"]
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.name_languages = [0x409]
    options.notdef_outline = True
    options.recalc_timestamp = False
    font = TTFont(io.BytesIO(_shipped(face)), recalcTimestamp=False, lazy=False)
    cut = cutter.Subsetter(options)
    cut.populate(unicodes=shown(face))
    cut.subset(font)
    font["head"].modified = _MODIFIED
    result = io.BytesIO()
    font.save(result)
    return result.getvalue()


@functools.cache
def shown(face: str) -> frozenset[int]:
    """Code points of the repertoire that `face` has."""
    from fontTools.ttLib import TTFont

    ranges = _SIGNS if face == FALLBACK else _TEXT
    wanted = {point for first, last in ranges for point in range(first, last + 1)}
    with TTFont(io.BytesIO(_shipped(face)), lazy=True) as font:
        return frozenset(wanted & font.getBestCmap().keys())


@functools.cache
def _shipped(face: str) -> bytes:
    return templates.asset(f"fonts/{face}.ttf")
