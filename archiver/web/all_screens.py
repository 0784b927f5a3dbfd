"""Every module that declares screens; importing this declares them all."""

from archiver.web import home, jobs, people, sign_in, static_files, year

__all__ = ["home", "jobs", "people", "sign_in", "static_files", "year"]
