"""What set-up runs once: fonts are cut, forms and plates read back and proven, into `archiver/press/made`.

    python tools/make_ready.py          (`make set-up` and the Dockerfile call it)

Printed are binders of the fictional college, so that the plates are of the shapes that a college's papers
have. Where they cannot be made (no Pango yet) nothing is, and the program makes them on first use.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archiver.binder.plan import BinderPart

GROUPS = 3
LINES = 4
"""Lines of a title in the contents: rows of each height are learned."""


def main() -> int:
    """Exit code 0 also where nothing could be made: it is wanted for speed alone."""
    with tempfile.TemporaryDirectory(prefix="archiver-ready-") as place:
        os.environ["XDG_CACHE_HOME"] = place
        from archiver.errors import ArchiverError
        from archiver.press import fonts, ready

        target, ready.FOLDER = ready.FOLDER, Path(place) / "none"
        try:
            _print(Path(place) / "binders")
        except ArchiverError as error:
            print(f"Шрифты и формы будут сделаны при первой печати: {error}", file=sys.stderr)
            return 0
        _move(fonts.kept_folder(), target)
    return 0


def _print(folder: Path) -> None:
    from archiver.binder.volume import bind
    from archiver.binding.parts import bare, binder_parts, ordered, part_specs
    from archiver.journal.signs import legend
    from archiver.press.worker import press_part
    from archiver.sample.college import make_college
    from archiver.settings.tables import Settings

    college = make_college(GROUPS, 1)
    told = {"name": college.name, "short_name": college.short_name, "city": college.city}
    ways: tuple[tuple[dict[str, object], dict[str, object]], ...] = (
        (told, {}),
        ({"short_name": college.short_name}, {"max_sheets": 1000}),
        (told, {"duplex": True}),
    )
    for named, printing in ways:
        settings = Settings.model_validate({"college": named, "printing": printing})
        for position in range(GROUPS):
            journal = college.journal(position)
            sections = ordered(journal, settings)
            pressed = [press_part(spec, folder / "parts") for spec in part_specs(journal, sections, settings)]
            parts = binder_parts(journal, bare(sections), pressed)
            for signs in ((), legend(sections)):
                bind(journal, parts, settings, folder, legend=signs)
                bind(journal, tuple(_of_each_height(parts[0])), settings, folder, legend=signs)


def _of_each_height(part: BinderPart) -> Iterator[BinderPart]:
    """The part under titles of one line and several, with a subgroup and without, of one teacher and two."""
    for lines in range(1, LINES + 1):
        title = " ".join(["Производственная практика"] * lines)
        for subgroup in (None, "1"):
            for teacher in ("Иванова И.И.", "Константинопольская К.К., Иванова И.И.", None):
                yield replace(part, title=title, subgroup=subgroup, teacher=teacher)


def _move(cache: Path, ready: Path) -> None:
    """What is kept in `cache` becomes `ready`, for everybody to read; what was there goes."""
    new = Path(tempfile.mkdtemp(prefix=".made-", dir=ready.parent))
    for source in sorted(cache.rglob("*")):
        named = source.relative_to(cache)
        wanted = named.parts[0] in ("fonts", "forms", "plates") and source.suffix in (".ttf", ".json", "")
        if wanted and source.is_file():
            (new / named).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, new / named)
    for path in (new, *new.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    shutil.rmtree(ready, ignore_errors=True)
    new.rename(ready)


if __name__ == "__main__":
    sys.exit(main())
