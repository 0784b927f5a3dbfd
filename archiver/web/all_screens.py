"""Every module that declares screens; importing this declares them all."""

from archiver.web import home, people, sign_in, static_files, year

__all__ = ["home", "people", "sign_in", "static_files", "year"]
