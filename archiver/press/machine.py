"""Whether this machine has all that the press needs, each thing looked at by itself."""

from __future__ import annotations

import json
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote, urlsplit

from archiver.clock import today
from archiver.errors import ArchiverError, ExitCode
from archiver.locale import _
from archiver.press.cache import taken
from archiver.remedies import Remedy
from archiver.settings.confirmation import lapse, told
from archiver.settings.loading import load_settings
from archiver.settings.tables import Settings
from archiver.wording.causes import cause

DISTRIBUTION = "college-archiver"
PACKAGES = ("archiver", "retention", "storage", "templates")
_ENOUGH_MB = 1024
"""A college's binders and parts take some hundred megabytes."""


@dataclass(frozen=True, slots=True)
class Result:
    """One thing looked at: `code` is DONE when it is well, else what a command would end with for it."""

    title: str
    detail: str
    code: ExitCode = ExitCode.DONE
    remedy: Remedy | None = None


def results(explicit: Path | None) -> Iterator[Result]:
    """Every check in the order in which a failure of one explains the next; none of them raises.

    `explicit` is the settings file that was asked for.
    """
    yield Result("Python", f"{'.'.join(map(str, sys.version_info[:3]))} ({sys.executable})")
    yield from _requirements()
    yield _own_packages()
    yield _press()
    yield _fonts()
    yield from _settings_and_cache(explicit)


def _bad(title: str, text: str, **words: object) -> Result:
    return Result(title, text.format(**words), ExitCode.ENGINE_FAILED)


def _refused(title: str, error: ArchiverError) -> Result:
    return Result(title, error.message, error.exit_code, error.remedy)


def _requirements() -> Iterator[Result]:
    title = _("Packages")
    try:
        wanted = metadata.requires(DISTRIBUTION) or []
    except metadata.PackageNotFoundError:
        yield _bad(title, _("archiver is not installed as a package; run “make demo” or install the wheel."))
        return
    found, wrong = [], []
    missing = _("missing")
    for requirement in wanted:
        if "extra ==" in requirement:
            continue
        name = re.split(r"[^A-Za-z0-9._-]", requirement, maxsplit=1)[0]
        condition = requirement[len(name) :].partition(";")[0].strip()
        version = _version(name)
        if version is None or not _satisfies(version, condition):
            wrong.append(f"{name} {condition} ({version or missing})")
        else:
            found.append(f"{name} {version}")
    if wrong:
        text = _("wrong or missing: {names}. Install archiver anew with its constraints.txt.")
        yield _bad(title, text, names=", ".join(wrong))
    else:
        yield Result(title, ", ".join(found))


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _satisfies(version: str, condition: str) -> bool:
    """Whether a version meets `>=X` or `==X`, the only two forms our own requirements have."""

    def numbers(text: str) -> list[int]:
        parts = [int(part) for part in re.findall(r"\d+", text)]
        while parts and parts[-1] == 0:
            parts.pop()
        return parts

    if condition.startswith("=="):
        return numbers(version) == numbers(condition)
    return not condition.startswith(">=") or numbers(version) >= numbers(condition)


def _own_packages() -> Result:
    """Names such as `storage` are common, and another distribution can overwrite ours silently."""
    title = _("Own packages")
    home = _home()
    owners = metadata.packages_distributions()
    foreign = []
    missing = _("missing")
    for name in PACKAGES:
        spec = find_spec(name)
        others = sorted(set(owners.get(name, [])) - {DISTRIBUTION})
        origin = Path(spec.origin).resolve() if spec and spec.origin else None
        if others or origin is None or (home is not None and home / name / "__init__.py" != origin):
            foreign.append(f"{name} ({', '.join(others) or origin or missing})")
    if not foreign:
        return Result(title, ", ".join(PACKAGES))
    text = _("not ours: {names}. Install archiver into a virtual environment of its own.")
    return _bad(title, text, names=", ".join(foreign))


def _home() -> Path | None:
    """The folder our packages must lie in: site-packages, or the work tree of an editable install."""
    try:
        distribution = metadata.distribution(DISTRIBUTION)
    except metadata.PackageNotFoundError:
        return None
    origin = json.loads(distribution.read_text("direct_url.json") or "{}")
    if origin.get("dir_info", {}).get("editable"):
        return Path(unquote(urlsplit(origin["url"]).path)).resolve()
    return Path(str(distribution.locate_file(""))).resolve()


def _press() -> Result:
    title = _("Press")
    try:
        from archiver.press.engine import Paper, engine_version
        from archiver.press.seams import check_seams
        from archiver.press.section.forms import section_form
        from archiver.press.section.slots import slots

        check_seams()
        slots()
        reason = section_form(Paper(landscape=True, binding_margin_mm=25.0)).reason
        slow = _("; pages are set the slow way, no form can be made: {reason}").format(reason=reason)
        return Result(title, engine_version() + (slow if reason else ""))
    except ArchiverError as error:
        return replace(_refused(title, error), code=ExitCode.ENGINE_FAILED)
    except (ImportError, OSError) as error:
        text = _("WeasyPrint does not start: {cause}. Install Pango: apt-get install {packages}")
        return _bad(title, text, cause=error, packages="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0")


def _fonts() -> Result:
    import templates
    from archiver.press.fonts import FACES, FALLBACK

    missing = []
    for face in (*FACES, FALLBACK):
        try:
            templates.asset(f"fonts/{face}.ttf")
        except (OSError, LookupError, ValueError):
            missing.append(face)
    if missing:
        return _bad(_("Fonts"), _("missing: {names}. Install archiver anew."), names=", ".join(missing))
    return Result(_("Fonts"), ", ".join((*FACES, FALLBACK)))


def _settings_and_cache(explicit: Path | None) -> Iterator[Result]:
    settings = Settings()
    try:
        loaded = load_settings(explicit)
        settings = loaded.settings
        source = str(loaded.path.resolve()) if loaded.path else _("no file, the defaults hold")
        yield Result(_("Settings"), source)
    except ArchiverError as error:
        yield _refused(_("Settings"), error)
    lapsing = lapse(settings.disposal.confirmation_acts, today())
    if lapsing is not None:
        yield Result(_("Acts in force"), told(lapsing))
    try:
        folder = taken(settings.cache)
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(b"?")
    except ArchiverError as error:
        yield _refused(_("Cache"), error)
        return
    except OSError as error:
        text = _("cannot be written: {cause}. Set cache.folder in archiver.toml.").format(cause=cause(error))
        yield Result(_("Cache"), text, ExitCode.OUTPUT_FAILED)
        return
    yield Result(_("Cache"), str(folder))
    free = shutil.disk_usage(folder).free // 2**20
    enough = free >= _ENOUGH_MB
    text = _("{free} MB free") if enough else _("only {free} MB free; {need} MB are needed. Free some space.")
    code = ExitCode.DONE if enough else ExitCode.OUTPUT_FAILED
    yield Result(_("Disk"), text.format(free=free, need=_ENOUGH_MB), code)
