"""Manifests: which digest each file has. The form is the one `sha256sum -c` reads.

A line is the digest in lower-case hexadecimal, two spaces, the path, a line feed; lines are sorted by the
path's bytes, each path once. So one content has one manifest, byte for byte, and anything else is damage.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from storage.bag.layout import MOST_FILES, PAYLOAD, offence_in
from storage.digests import is_hex


def encode(digests: Mapping[str, str]) -> bytes:
    """The manifest of `digests` (path → hexadecimal)."""
    return "".join(f"{digests[path]}  {path}\n" for path in ordered(digests)).encode()


def ordered(paths: Iterable[str]) -> list[str]:
    """Paths in the order of manifests: by their bytes in UTF-8, whatever the locale."""
    return sorted(paths, key=str.encode)


@dataclass(frozen=True, slots=True)
class Manifest:
    """A manifest as read: its good lines, and of the others the path (or line number) and the offence."""

    digests: dict[str, str]
    offences: tuple[tuple[str, str], ...]
    canonical: bool


def parse(content: bytes, algorithm: str, *, payload: bool) -> Manifest:
    """Read a manifest of the payload or of the tag files; never raises, because media may hold anything.

    Offences: not-utf-8, malformed-line, listed-twice, outside-payload, inside-payload, too-many-entries, and
    those of names.
    """
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return Manifest({}, (("", "not-utf-8"),), canonical=False)
    digests: dict[str, str] = {}
    offences = []
    for number, line in enumerate(text.split("\n")[:-1] if text.endswith("\n") else text.split("\n"), 1):
        if len(digests) >= MOST_FILES:
            offences.append(("", "too-many-entries"))
            break
        digest, _, path = line.partition("  ")
        offence = _offence(algorithm, digest, path, payload)
        if offence or path in digests:
            offences.append((path or f"line {number}", offence or "listed-twice"))
        else:
            digests[path] = digest
        if len(offences) > MOST_FILES:
            break
    return Manifest(digests, tuple(offences), canonical=not offences and encode(digests) == content)


def _offence(algorithm: str, digest: str, path: str, payload: bool) -> str | None:
    if not is_hex(algorithm, digest):
        return "malformed-line"
    if offence := offence_in(path):
        return offence
    if path.startswith(PAYLOAD) is not payload:
        return "outside-payload" if payload else "inside-payload"
    return None
