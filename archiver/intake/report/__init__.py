"""«Распечатка классного журнала» of АСУ РСО: .xls, .xlsx and HTML, read into journals.

files ── load ──▶ grids ── sheet ──▶ pages ──▶ blocks ──▶ dated, joined, compared ── assemble ──▶ Journal
          │                (ledger)   (page: lines, layout,    (dating, runs, results, students)
          │                            columns, rows, facing)
          └ biff_xlsx (compound, package, workbook_details) · html (encoding, html_strokes)

Every cell that is not empty is used or reported (ADR 0028).
"""
