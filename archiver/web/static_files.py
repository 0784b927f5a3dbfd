"""The console's own files: styles, script and icon, and the faces of the print, as they were given us.

Each address has the digest of all of them, so browsers keep them for ever and files may name each other.
"""

from __future__ import annotations

import hashlib
import mimetypes
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from flask import Response, url_for
from flask.typing import ResponseReturnValue

from archiver.web import failures
from archiver.web.screens import Open, screen

_FOLDER = files("archiver.web") / "static"
_FACES = files("templates") / "fonts"
_FACES_SHOWN = ("PTS55F.ttf", "PTS75F.ttf")
_FOREVER = "public, max-age=31536000, immutable"


@screen("/files/<version>/<name>", Open.TO_ANYBODY)
def file(version: str, name: str) -> ResponseReturnValue:
    """One file, kept by browsers for ever: another one has another address."""
    data = _all().get(name)
    if data is None or version != _version():
        return failures.nothing_here()
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return Response(data, mimetype=kind, headers={"Cache-Control": _FOREVER})


def address(name: str) -> str:
    """The address of a file for links; raises LookupError where there is none."""
    if name not in _all():
        raise LookupError(name)
    return url_for("static_files.file", version=_version(), name=name)


@cache
def _all() -> Mapping[str, bytes]:
    own = {one.name: one.read_bytes() for one in _FOLDER.iterdir() if one.is_file()}
    return own | {name: (_FACES / name).read_bytes() for name in _FACES_SHOWN}


@cache
def _version() -> str:
    digest = hashlib.sha256()
    for name, data in sorted(_all().items()):
        digest.update(f"{name} {len(data)}\n".encode() + data)
    return digest.hexdigest()[:12]
