"""Entry point: parse, run, and turn every end of the program into one message and one exit code."""

from __future__ import annotations

import errno
import os
import sys

from archiver.errors import ArchiverError, ExitCode, InputInvalid, OutputLost
from archiver.locale import _
from archiver.process import startup, streams
from archiver.process.stopping import deaf, handlers_kept, listen
from archiver.wording.causes import cause


def main() -> int:
    """The console script: run with the words of the command line."""
    streams.make_whole()
    startup.at_start()
    code = _end_of(None)
    try:
        sys.stdout.flush()
    except OutputLost as lost:
        code = code or _output_lost(lost)
    startup.at_end()
    return code


def run(arguments: list[str] | None) -> int:
    """Run `archiver` and return its exit code (docs/exit-codes.md); never lets a traceback out.

    `arguments` None means those of the process.

    `ARCHIVER_DEBUG=1` lets unexpected exceptions through, for developers.
    """
    with handlers_kept():
        return _end_of(arguments)


def _end_of(arguments: list[str] | None) -> int:
    try:
        try:
            listen()
            code = _call(arguments)
            sys.stdout.flush()
        finally:
            deaf()
    except KeyboardInterrupt:
        return _say(_("Stopped."), ExitCode.INTERRUPTED)
    except ArchiverError as error:
        return _refused(error)
    except OutputLost as lost:
        return _output_lost(lost)
    except OSError as error:
        if os.environ.get("ARCHIVER_DEBUG"):
            raise
        if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EROFS):
            return _unexpected(error)
        return _cannot_write(error)
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


def _say(message: str, code: ExitCode) -> int:
    from archiver.cli.telling.render import literal

    lines = "\n".join(literal(line) for line in message.splitlines())
    sys.stderr.write(_("Error: {message}").format(message=lines) + "\n")
    return code


def _refused(error: ArchiverError) -> int:
    if isinstance(error, InputInvalid) and error.problems:
        from archiver.cli.telling.render import print_findings

        print_findings(error.problems, file=sys.stderr)
    from archiver.cli.telling.remedies import with_advice

    return _say(with_advice(error.message, error.remedy), error.exit_code)


def _output_lost(lost: OutputLost) -> int:
    """What was to be shown or piped on is lost; a reader that has gone knows that."""
    if lost.error.errno == errno.EPIPE:
        return ExitCode.OUTPUT_FAILED
    return _cannot_write(lost.error)


def _cannot_write(error: OSError) -> int:
    return _say(
        _("Cannot write: {cause}. Free some space or choose another folder.").format(cause=cause(error)),
        ExitCode.OUTPUT_FAILED,
    )


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
