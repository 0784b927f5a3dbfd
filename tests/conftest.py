"""What holds for all tests: a run says at its end what this machine could not test."""

from __future__ import annotations

import shutil

import pytest

from postgresql_cluster import cluster
from s3_server import server

__all__ = ["cluster", "server"]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """List what was not tested, and why that is so."""
    terminalreporter.section("not tested here")
    if shutil.which("verapdf") is None:
        terminalreporter.line(
            "PDF/A by veraPDF: it is not on PATH (our own check, qpdf and for 1b Apache PDFBox were used)"
        )
    for line in (
        "the container: its description was checked; make test-long builds and runs it (tools/try-image)",
        "printing on paper, duplex printers, a live ASU RSO: look at the pages, see README.md",
    ):
        terminalreporter.line(line)
    for line in sorted(_said(terminalreporter)):
        terminalreporter.line(line)


def _said(terminalreporter: pytest.TerminalReporter) -> set[str]:
    """What tests themselves could not test: `record_property("not tested", "what: why")`."""
    return {
        str(value)
        for reports in terminalreporter.stats.values()
        for report in reports
        for name, value in getattr(report, "user_properties", ())
        if name == "not tested"
    }
