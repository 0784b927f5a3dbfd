"""HTML, CSS and fonts of everything printed, and the loader that alone may serve them.

Templates name each other with `{% extends %}`/`{% include %}` and name style sheets and images as
`archiver:press/pages.css`; the press serves such addresses from this package and refuses all others.
"""

from __future__ import annotations

import hashlib
import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, TypeVar

from templates.long_texts import pieces

if TYPE_CHECKING:
    from jinja2 import Environment

SCHEME = "archiver:"

_LINK = re.compile(rb"archiver:([A-Za-z0-9_./-]+)")
_NAME = re.compile(r"[A-Za-z0-9_-]+(?:/[A-Za-z0-9_-]+)*\.[a-z0-9]+")

T = TypeVar("T")


def asset(name: str) -> bytes:
    """The bytes of a file of this package, named from its root: `press/pages.css`.

    Raises FileNotFoundError for what is not here, and for every name that tries to leave (`../`).
    """
    if not _NAME.fullmatch(name):
        raise FileNotFoundError(name)
    return _read(name)


@cache
def _read(name: str) -> bytes:
    resource = files(__name__).joinpath(*name.split("/"))
    if not resource.is_file():
        raise FileNotFoundError(name)
    return resource.read_bytes()


def _source(name: str) -> str:
    try:
        return asset(name).decode("utf-8")
    except FileNotFoundError as error:
        from jinja2 import TemplateNotFound

        raise TemplateNotFound(name) from error


def _refuse_none(value: T) -> T:
    # «None» on a page is a template that forgot a blank; say so instead of printing it.
    if value is None:
        raise TypeError("a template prints None: give the blank explicitly")
    return value


@cache
def environment() -> Environment:
    """The one Jinja2 environment: everything escaped, nothing undefined, nothing None is printed."""
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    made = Environment(
        loader=FunctionLoader(_source),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_refuse_none,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters["pieces"] = pieces
    return made


def render(name: str, context: dict[str, object]) -> str:
    """The template `name` filled with `context`."""
    return environment().get_template(name).render(context)


@cache
def digest(*names: str) -> str:
    """Hex SHA-256 over the sources of templates and of all they include, extend and link.

    A change of any of them changes the digest, so that finished parts are made anew.
    """
    from jinja2 import meta

    wanted, seen = list(names), dict[str, bytes]()
    while wanted:
        name = wanted.pop()
        if name in seen:
            continue
        source = seen[name] = asset(name)
        wanted += [link.decode("ascii") for link in _LINK.findall(source)]
        if name.endswith(".html"):
            tree = environment().parse(source.decode("utf-8"))
            wanted += [other for other in meta.find_referenced_templates(tree) if other]
    total = hashlib.sha256()
    for name in sorted(seen):
        total.update(f"{name} {len(seen[name])}\n".encode())
        total.update(seen[name])
    return total.hexdigest()
