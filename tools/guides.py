"""Writes what stands on the screen in the guides, and draws their pictures: docs/rukovodstvo-*.md.

A guide says each command once, after `<!-- screen NAME -->`. This runs the story of a fictional college, from
the first export to the act of 2032, in a temporary folder, each command on its day (`STORY`), and puts what
the program said below it. It takes minutes, and poppler: `make guides` after a change of what is shown.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from guides_screen import Computer
from guides_story import PICTURES, STORY
from pictures import draw, pages_of

DOCS = Path(__file__).resolve().parent.parent / "docs"
SCREEN = re.compile(
    r"(?P<head><!-- screen (?P<name>[\w-]+) -->\n```\n(?P<line>archiver [^\n]+)\n```\n)"
    r"(?P<said>.*?)(?P<end><!-- /screen -->)",
    re.DOTALL,
)
LARGEST = 60_000  # bytes of a picture


@dataclass(frozen=True)
class Guide:
    """A guide in the folder of documents."""

    path: Path

    @property
    def text(self) -> str:
        """What it says now."""
        return self.path.read_text(encoding="utf-8")

    def commands(self) -> dict[str, str]:
        """What is typed on each of its screens, by the screen's name."""
        return {one["name"]: one["line"] for one in SCREEN.finditer(self.text)}

    def filled(self, said: dict[str, str]) -> str:
        """Its text with what the program said on each screen."""

        def one(match: re.Match[str]) -> str:
            return f"{match['head']}\n```text\n{said[match['name']]}\n```\n{match['end']}"

        return SCREEN.sub(one, self.text)


def guides() -> list[Guide]:
    """All of them."""
    return [Guide(path) for path in sorted(DOCS.glob("rukovodstvo-*.md"))]


def played(computer: Computer, commands: dict[str, str]) -> dict[str, str]:
    """What the program says on each screen; SystemExit where it ends otherwise than the story tells."""
    said = {}
    for scene in STORY:
        line = scene.line or commands[scene.name]
        if not line.startswith("archiver "):
            subprocess.run(["sh", "-ec", line], cwd=computer.work, check=True)
            continue
        code, screen = computer.run(line, scene.moment)
        print(f"[{scene.moment}] {line}: {code}", flush=True)
        if code != scene.code:
            raise SystemExit(f"code {code} instead of {scene.code}\n{screen}")
        if not scene.line:
            said[scene.name] = scene.shown(screen)
    return said


def main() -> int:
    """Write the guides and their pictures."""
    commands = {name: line for guide in guides() for name, line in guide.commands().items()}
    with tempfile.TemporaryDirectory() as made:
        computer = Computer(Path(made).resolve()).made()
        said = played(computer, commands)
        for picture in PICTURES:
            target = DOCS / "pictures" / f"guide-{picture.name}.png"
            draw(list(pages_of(picture, computer.work)), target, computer.root, LARGEST)
    for guide in guides():
        guide.path.write_text(guide.filled(said), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
