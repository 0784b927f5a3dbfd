"""Samples read by the program's own readers say what the fictional college is."""

from archiver.intake.canonical import load
from archiver.sample.college import make_college
from archiver.sample.college_files import college_files


def test_canonical_files_are_the_journals() -> None:
    college = make_college(3, 9)
    files = [file for batch in college_files(college, "json") for file in batch if file.group is not None]
    assert tuple(load(file.data) for file in files) == college.journals
