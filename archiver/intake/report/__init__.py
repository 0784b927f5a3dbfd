"""«Распечатка классного журнала» of АСУ РСО: .xls, .xlsx and HTML, read into journals.

files ── load ──▶ grids ── blocks ──▶ dated, joined, compared ── assemble ──▶ Journal
          │                              (dating, runs, results, students)
          └ biff_xlsx (compound, package) · html (encoding)
"""
