"""A table on the screen; wide enough for a file or a pipe."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

_WIDTH = 140


def show_table(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print `rows` under `titles`; texts are printed as they are, not as markup."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table()
    for title in titles:
        table.add_column(title)
    for row in rows:
        table.add_row(*map(Text, row))
    Console(width=None if Console().is_terminal else _WIDTH).print(table)
