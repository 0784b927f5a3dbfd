"""Cells asked once each give what cells asked one by one give."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from archiver.journal.distinct import distinct_cells, holding, of_each
from archiver.journal.marks import cell_text, mark

CELLS = [(mark("5"),), (mark("5"),), (), (mark("н"), mark("4")), (mark("зач"),)]
TABLES = st.dictionaries(
    st.tuples(st.text("ab", max_size=2), st.text("xy", max_size=2)), st.sampled_from(CELLS)
)


@given(TABLES)
def test_every_cell_is_answered_for(table: dict[tuple[str, str], tuple]) -> None:  # type: ignore[type-arg]
    assert list(of_each(table, cell_text).items()) == [(key, cell_text(cell)) for key, cell in table.items()]
    assert set(map(cell_text, distinct_cells(table))) == set(map(cell_text, table.values()))


@given(TABLES, st.sampled_from(["5", "", "н,4"]))
def test_wanted_cells_stand_in_their_order(table: dict[tuple[str, str], tuple], text: str) -> None:  # type: ignore[type-arg]
    found = holding(table, lambda cell: cell_text(cell) == text)
    assert list(found.items()) == [(key, cell) for key, cell in table.items() if cell_text(cell) == text]
