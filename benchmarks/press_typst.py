"""The contender Typst (from PyPI, for the benchmark only): the same pages from a Typst template.

One process prints six binders one after another, so start-up and fonts are paid seldom; not all sixty,
because what Typst remembers of each is 200 MB and it forgets none. One thread, PDF without tags. It gets the
`PartSpec`s as JSON, one file a binder, written beforehand (not counted), and no fonts but the press's.
Counted: start-up, reading of the JSON, typesetting, writing. No PDF/A, no front matter, no bookmarks, and no
page numbers, which would cost Typst a second pass (a sixth of its time).
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from press_measure import BENCHMARKS, Told

if TYPE_CHECKING:
    from archiver.press.section.spec import PartSpec

TEMPLATE = BENCHMARKS / "press_typst.typ"


def book(specs: tuple[PartSpec, ...], college: str) -> str:
    """A binder's data for the template."""
    parts = [asdict(spec) for spec in specs]
    for part in parts:
        part["heading"]["teacher"] = part["heading"]["teacher"] or "____________________"
        for spread in part["spreads"]:
            for page in spread["marks"]:
                for row in page["rows"]:
                    row["tall"] = bool(row["points"]) or any(len(cell["lines"]) > 1 for cell in row["cells"])
    running = f"{college} · Журнал учебных занятий · {specs[0].heading.year} учебный год"
    return json.dumps({"running": running, "parts": parts}, ensure_ascii=False)


def main(task: dict[str, Any], told: Told) -> None:
    """The JSON files named become PDFs beside them."""
    import typst

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[task["fonts"]])
    compiler = typst.Compiler(str(TEMPLATE), root="/", font_paths=fonts)
    for source in map(Path, task["files"]):
        compiler.compile(
            output=str(source.with_suffix(".pdf")), sys_inputs={"data": str(source)}, pdf_tags=False
        )
    told.said |= {"version": version("typst")}


if __name__ == "__main__":
    said = Told()
    main(json.loads(sys.argv[1]), said)
    said.tell(Path(sys.argv[2]))
