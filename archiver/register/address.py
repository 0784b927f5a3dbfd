"""Where the register lies unless archiver.toml says otherwise."""

FILE_NAME = "register.db"
"""In the user's data folder."""
