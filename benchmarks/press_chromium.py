"""The contender headless Chromium: the press's own HTML, style sheets and fonts, printed without tags.

Two ways: `cold`, a process a binder; `warm`, one browser that prints all binders one after another, told so
over its debugging pipe. HTML is written beforehand (not counted). Only pages are printed: no cover, contents,
numbers or PDF/A; the running title over the page is left out as well, because Chromium does not know
`position: running()`.
"""

from __future__ import annotations

import base64
import itertools
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from press_measure import Told

import templates
from archiver.press.engine import Paper
from archiver.press.section.spec import TEMPLATE, PartSpec

# The press has no browser's sheet: what a browser adds to these elements is taken off.
LIKE_THE_PRESS = """
body, p { margin: 0 }
table { border-collapse: collapse; border-spacing: 0; table-layout: fixed }
td, th { padding: 0; font-weight: normal }
.running { display: none }
"""

QUIET = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions",
    "--disable-pdf-tagging",
)  # fmt: skip


def html(specs: tuple[PartSpec, ...]) -> str:
    """All pages of a binder as one document that a browser can open."""
    pages = [
        templates.render(
            TEMPLATE, {"spec": spec, "paper": Paper(spec.landscape, spec.binding_margin_mm), "lang": "ru"}
        )
        for spec in specs
    ]
    folder = Path(templates.__file__).parent.as_uri()
    # Sizes differ from part to part and stand in the head of each: in one document they need a scope.
    joined = "".join(_scoped(page, number) for number, page in enumerate(pages))
    head = pages[0].split("<body", 1)[0]
    head = head.replace("<style>", f"<style>{LIKE_THE_PRESS}</style><style>", 1)
    return f'{head}<body class="landscape">{joined}</body></html>'.replace("archiver:", f"{folder}/")


def _scoped(page: str, number: int) -> str:
    body = re.search(r"<body[^>]*>(.*)</body>", page, re.DOTALL)
    rules = re.findall(r"<style>\s*(\.grid.*?)</style>", page, re.DOTALL)
    if body is None or not rules:
        raise SystemExit("the template of the press has changed: this benchmark does not know it")
    scoped = re.sub(r"(?m)^(?=\.)", f".p{number} ", rules[0]).replace(", .n", f", .p{number} .n")
    return f'<style>{scoped}</style><div class="p{number}" style="break-before: page">{body[1]}</div>'


def cold(binary: str, source: Path, profile: Path) -> tuple[str, ...]:
    """The words that print one file."""
    return (
        *(binary, *QUIET, "--no-pdf-header-footer", f"--user-data-dir={profile}"),
        *(f"--print-to-pdf={source.with_suffix('.pdf')}", source.as_uri()),
    )


def warm(task: dict[str, Any], _told: Told) -> None:
    """One browser prints every HTML file of a folder."""
    folder = Path(task["to"])
    with Pipe(task["binary"], folder / "profile") as browser:
        for source in sorted(folder.glob("*.html")):
            # A tab of its own for each: in one and the same a gigabyte is held after ten binders.
            target = browser.ask("Target.createTarget", url="about:blank")["targetId"]
            session = browser.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
            browser.ask("Page.enable", session)
            browser.ask("Page.navigate", session, url=source.as_uri())
            browser.wait("Page.loadEventFired")
            browser.ask("Runtime.evaluate", session, expression="document.fonts.ready", awaitPromise=True)
            stream = browser.ask(
                "Page.printToPDF",
                session,
                preferCSSPageSize=True,
                generateTaggedPDF=False,
                transferMode="ReturnAsStream",
            )["stream"]
            with source.with_suffix(".pdf").open("wb") as file:
                while True:
                    piece = browser.ask("IO.read", session, handle=stream, size=1 << 20)
                    data = piece["data"]
                    file.write(base64.b64decode(data) if piece.get("base64Encoded") else data.encode())
                    if piece["eof"]:
                        break
            browser.ask("IO.close", session, handle=stream)
            browser.ask("Target.closeTarget", targetId=target)
        browser.ask("Browser.close")


class Pipe:
    """Chromium at the other end of two pipes (--remote-debugging-pipe): JSON messages ended by a zero."""

    def __init__(self, binary: str, profile: Path) -> None:
        take, self._out = os.pipe()
        back, give = os.pipe()

        def place() -> None:  # Chromium reads from 3 and writes to 4
            os.dup2(take, 13)
            os.dup2(give, 14)
            os.dup2(13, 3)
            os.dup2(14, 4)

        self._process = subprocess.Popen(
            [binary, *QUIET, "--remote-debugging-pipe", f"--user-data-dir={profile}", "about:blank"],
            preexec_fn=place,  # noqa: PLW1509 - this process has one thread
            close_fds=False,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(take)
        os.close(give)
        self._in = os.fdopen(back, "rb")
        self._numbers = itertools.count(1)
        self._events: list[str] = []
        self._rest = b""

    def __enter__(self) -> Pipe:
        return self

    def __exit__(self, *_error: object) -> None:
        os.close(self._out)
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def ask(self, method: str, session: str | None = None, /, **params: Any) -> dict[str, Any]:
        """Call a method and wait for its answer."""
        number = next(self._numbers)
        message: dict[str, Any] = {"id": number, "method": method, "params": params}
        if session:
            message["sessionId"] = session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self._out, data) :]
        while True:
            answer = self._next()
            if answer.get("id") == number:
                if "error" in answer:
                    raise SystemExit(f"Chromium: {method}: {answer['error']}")
                result: dict[str, Any] = answer["result"]
                return result

    def wait(self, event: str) -> None:
        """Wait for an event, or take note that it has come."""
        while event not in self._events:
            self._next()
        self._events.clear()

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            more = os.read(self._in.fileno(), 1 << 20)
            if not more:
                raise SystemExit("Chromium ended before its work was done")
            self._rest += more
        message, self._rest = self._rest.split(b"\0", 1)
        answer: dict[str, Any] = json.loads(message)
        if "method" in answer:
            self._events.append(answer["method"])
        return answer


if __name__ == "__main__":
    said = Told()
    warm(json.loads(sys.argv[1]), said)
    said.tell(Path(sys.argv[2]))
