"""`archiver serve`: the office console, in a browser."""

from __future__ import annotations

from pathlib import Path

import click

from archiver.cli.options.options import config_option
from archiver.locale import _

_pem = click.Path(path_type=Path, dir_okay=False, exists=True)


@click.command(
    "serve",
    help=_(
        "Serve the console, in which the staff work with a browser.\n\n"
        "Without a certificate it is there on this computer only. At the first start the address is printed "
        "where the administrator sets a password. Ctrl-C stops it."
    ),
)
@click.option("--host", default="127.0.0.1", show_default=True, help=_("Where to listen."))
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8080,
    show_default=True,
    help=_("The port to listen at; 0 for any that is free."),
)
@click.option("--certificate", type=_pem, help=_("Certificate (PEM) for the network."))
@click.option("--key", type=_pem, help=_("Key of the certificate (PEM)."))
@click.option("--no-worker", is_flag=True, help=_("Do no jobs here: a worker is kept elsewhere."))
@config_option
def serve(
    host: str, port: int, certificate: Path | None, key: Path | None, no_worker: bool, config: Path | None
) -> None:
    from archiver.settings.loading import load_settings
    from archiver.web.serving import Place
    from archiver.web.serving import serve as serve_console

    place = Place(host=host, port=port, certificate=certificate, key=key, worker=not no_worker)
    serve_console(load_settings(config).settings, place, click.echo, config=config)
