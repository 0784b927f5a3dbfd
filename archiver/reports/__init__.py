"""The other papers of the regulation: grade statements, hours, scholarships, certificates, control.

Each report is computed from a journal (or from statements) as values, then described once as a
`Report` (report.py): columns, rows, totals, what is missing. Two renderers show the description:
`pages` as PDF/A through the press, `workbook` as XLSX. Computing knows nothing of showing.
"""
