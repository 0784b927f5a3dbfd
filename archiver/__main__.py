"""Entry point: parse, run, and turn every end of the program into one message and one exit code."""

from __future__ import annotations

import errno
import io
import os
import sys

from archiver.causes import cause
from archiver.errors import ArchiverError, ExitCode, InputInvalid, ReaderGone
from archiver.locale import _


def main() -> int:
    """The console script: run with the words of the command line."""
    return run(None)


def run(arguments: list[str] | None) -> int:
    """Run `archiver` and return its exit code (docs/exit-codes.md); never lets a traceback out.

    `arguments` None means those of the process.

    `ARCHIVER_DEBUG=1` lets unexpected exceptions through, for developers.
    """
    _speak_utf8()
    try:
        code = _call(arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return _say(_("Stopped."), ExitCode.INTERRUPTED)
    except ArchiverError as error:
        return _refused(error)
    except (ReaderGone, BrokenPipeError):
        return _reader_gone()
    except OSError as error:
        if os.environ.get("ARCHIVER_DEBUG"):
            raise
        if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EROFS):
            return _unexpected(error)
        return _say(
            _("Cannot write: {cause}. Free some space or choose another folder.").format(cause=cause(error)),
            ExitCode.OUTPUT_FAILED,
        )
    except Exception as error:
        if os.environ.get("ARCHIVER_DEBUG"):
            raise
        return _unexpected(error)
    return code


def _call(arguments: list[str] | None) -> int:
    import click

    from archiver.cli.main import main as group

    try:
        result = group.main(args=arguments, prog_name="archiver", standalone_mode=False)
    except click.exceptions.Abort as error:
        raise KeyboardInterrupt from error
    except click.ClickException as error:
        error.show()
        return int(error.exit_code)
    return int(result) if isinstance(result, int) else ExitCode.DONE


def _speak_utf8() -> None:
    """Russian comes out whole whatever LANG says; a name that is not text comes out escaped."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _say(message: str, code: ExitCode) -> int:
    from archiver.cli.render import literal

    lines = "\n".join(literal(line) for line in message.splitlines())
    sys.stderr.write(_("Error: {message}").format(message=lines) + "\n")
    return code


def _refused(error: ArchiverError) -> int:
    if isinstance(error, InputInvalid) and error.problems:
        from archiver.cli.render import print_findings

        print_findings(error.problems, file=sys.stderr)
    return _say(error.message, error.exit_code)


def _reader_gone() -> int:
    """Nobody is left to talk to; what is still buffered must not fail again at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return ExitCode.OUTPUT_FAILED


def _unexpected(error: Exception) -> int:
    return _say(
        _(
            "unexpected failure ({kind}: {text}). Run the command again with ARCHIVER_DEBUG=1 "
            "and send what it prints to those who look after the program."
        ).format(kind=type(error).__name__, text=error),
        ExitCode.INTERNAL,
    )


if __name__ == "__main__":
    sys.exit(main())
