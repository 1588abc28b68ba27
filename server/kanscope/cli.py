"""The command line. Heavy libraries are imported by the commands that need them: `--help` must be quick."""

from __future__ import annotations

import errno
import json
import logging
import socket
import sys
import threading
import webbrowser
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from kanscope.settings import Settings
from kanscope.version import __version__

app = typer.Typer(
    name="kanscope", no_args_is_help=False, add_completion=False, pretty_exceptions_enable=False
)


DISCOVER = """Look for the law in a table: a formula for one column in terms of others.

Progress goes to standard error, the answer to standard output. Ctrl-C prints the best found so far.
"""


@app.callback(invoke_without_command=True)
def root(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version and leave.")] = False,
) -> None:
    """A scientist and a Kolmogorov-Arnold network find a formula together."""
    if version:
        typer.echo(__version__)
        raise typer.Exit
    if context.invoked_subcommand is None:
        _serve({})


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port; 0 for any free one.")] = None,
    browser: Annotated[bool | None, typer.Option(help="Open the page in a browser.")] = None,
    token: Annotated[str | None, typer.Option(help="The token, instead of one made at random.")] = None,
    no_token: Annotated[bool, typer.Option("--no-token", help="Let everybody on this machine in.")] = False,
    base_url: Annotated[str | None, typer.Option(help="Path behind a proxy, such as /lab/kanscope.")] = None,
    allowed_hosts: Annotated[
        str | None, typer.Option(help="Further host names it answers to, parted by commas.")
    ] = None,
    data_dir: Annotated[Path | None, typer.Option(help="Where studies are kept.")] = None,
    database: Annotated[
        str | None, typer.Option(help="Database URL; SQLite in the data folder unless told.")
    ] = None,
    auth: Annotated[str | None, typer.Option(help="Who may come in: token.")] = None,
    engine: Annotated[str | None, typer.Option(help="Who computes: local.")] = None,
    device: Annotated[str | None, typer.Option(help="cpu, cuda:N or auto.")] = None,
    workers: Annotated[int | None, typer.Option(help="Worker processes.")] = None,
    log_level: Annotated[str | None, typer.Option(help="debug, info, warning or error.")] = None,
) -> None:
    """Start the server and print its address."""
    given = {
        "host": host, "port": port, "browser": browser, "token": token, "base_url": base_url,
        "allowed_hosts": allowed_hosts, "data_dir": data_dir, "database": database, "auth": auth,
        "engine": engine, "device": device, "workers": workers, "log_level": log_level,
    }  # fmt: skip
    if no_token:
        given["require_token"] = False
    _serve(given)


@app.command(help=DISCOVER)
def discover(
    data: Annotated[str, typer.Argument(help="The table: CSV, TSV and their kin.", show_default=False)] = "",
    target: Annotated[str, typer.Option(metavar="COLUMN", help="The column to explain.")] = "",
    inputs: Annotated[str | None, typer.Option(metavar="A,B", help="The columns to explain it by.")] = None,
    seed: Annotated[str, typer.Option(metavar="N", help="Divides the rows and starts networks.")] = "0",
    budget: Annotated[str, typer.Option(metavar="SECONDS", help="When to stop at the latest.")] = "120",
    stages: Annotated[str | None, typer.Option(metavar="N", help="Stop after so many stages.")] = None,
    library: Annotated[str | None, typer.Option(metavar="PRESET", help="The functions of a field.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    from kanscope.discover.asked import read
    from kanscope.discover.unusable import Unusable

    try:
        asked = read(data, target, inputs, seed=seed, budget=budget, stages=stages, library=library)
    except Unusable as reason:
        _leave(str(reason))
    from kanscope.discover.command import run  # delayed: torch and SymPy take a second or two

    raise typer.Exit(run(asked, as_json))


DataDir = Annotated[Path | None, typer.Option(help="Where studies are kept.")]
Database = Annotated[str | None, typer.Option(help="Database URL; SQLite in the data folder unless told.")]


@app.command()
def export(
    study: Annotated[str, typer.Argument(help="The study's id or name.")],
    format: Annotated[
        str,
        typer.Option(help="latex, python, …, svg, pdf, png, report, paper, onnx; kanscope for all of it."),
    ] = "kanscope",
    output: Annotated[Path | None, typer.Option(help="The file; standard output unless told.")] = None,
    version: Annotated[str | None, typer.Option(help="A version's id; the present one unless told.")] = None,
    columns: Annotated[
        int | None, typer.Option(min=1, max=2, help="How many of a journal's columns a figure fills.")
    ] = None,
    data_dir: DataDir = None,
    database: Database = None,
) -> None:
    """Write a study, its formula, figure or report to a file. No server may be using the data folder."""
    from kanscope.parcels.command import export_study  # delayed, as above

    settings = _settings({"data_dir": data_dir, "database": database})
    raise typer.Exit(export_study(settings, study, format, version, output, columns=columns))


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="What `kanscope export --format kanscope` has written.")],
    data_dir: DataDir = None,
    database: Database = None,
) -> None:
    """Take a study in from a file, and print its id. No server may be using the data folder."""
    from kanscope.parcels.command import import_study

    raise typer.Exit(import_study(_settings({"data_dir": data_dir, "database": database}), file))


@app.command()
def replay(
    file: Annotated[Path, typer.Argument(help="What `kanscope export --format kanscope` has written.")],
) -> None:
    """Compute a study's versions again: exit 0 where all are the same, 1 where one differs, 2 if unread."""
    from kanscope.parcels.command import replay_study

    raise typer.Exit(replay_study(file))


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(help="The file; one that is there is replaced once this is whole.")],
    data_dir: DataDir = None,
    database: Database = None,
) -> None:
    """Write everything that is kept to one file, while a server is running or not."""
    from kanscope.parcels.backup import back_up

    raise typer.Exit(back_up(_settings({"data_dir": data_dir, "database": database}), file))


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="What `kanscope backup` has written.")],
    data_dir: DataDir = None,
    database: Database = None,
) -> None:
    """Put a backup into a data folder and a database that are empty; refused where they are not."""
    from kanscope.parcels.backup import restore as put_back

    raise typer.Exit(put_back(_settings({"data_dir": data_dir, "database": database}), file))


@app.command()
def schema() -> None:
    """Print the OpenAPI description, the socket's messages included."""
    from kanscope.api.app import create_app  # delayed: FastAPI takes half a second
    from kanscope.api.schema import describe

    typer.echo(json.dumps(describe(create_app(Settings())), indent=1, sort_keys=True))


def main() -> None:
    """The `kanscope` command."""
    app()


def _settings(flags: dict[str, Any]) -> Settings:
    """What the flags say, and for those left out the environment and the defaults."""
    from pydantic import ValidationError

    try:
        return Settings(**{name: value for name, value in flags.items() if value is not None})
    except ValidationError as error:
        first = error.errors()[0]
        _leave(f"--{first['loc'][0]}: {first['msg']}".replace("_", "-"))


def _serve(flags: dict[str, Any]) -> None:
    settings = _settings(flags)
    if not settings.loopback and not settings.require_token:
        _leave(
            "--no-token works on this machine only: listening beyond it without a token would let anybody in."
        )
    if settings.auth != "token" or settings.engine != "local":
        _leave("This version knows --auth token and --engine local.")
    _run(settings, chosen="port" in settings.model_fields_set)


def _run(settings: Settings, chosen: bool) -> None:
    import uvicorn  # delayed, as above

    from kanscope.api.app import create_app
    from kanscope.api.auth import server_token
    from kanscope.api.nearby import Nearby, leave_note
    from kanscope.storage.failures import CannotOpen
    from kanscope.storage.folder import unusable

    form = "%(asctime)s %(levelname)s %(name)s: %(message)s"
    logging.basicConfig(level=settings.log_level.upper(), format=form)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    listener = _listen(settings.host, settings.port, chosen)
    port = listener.getsockname()[1]
    try:
        token = server_token(settings.data_dir, settings.token)
    except OSError as error:
        _leave(unusable(settings.data_dir, error))
    shown = settings.host if settings.loopback else socket.gethostname()
    nearest = "127.0.0.1" if settings.host in ("0.0.0.0", "::") else settings.host
    query = f"?token={token}" if settings.require_token else ""
    address = f"{_url(shown, port, settings.prefix)}/{query}"
    house = create_app(settings)
    server = uvicorn.Server(
        uvicorn.Config(
            house,
            lifespan="off",
            log_level="warning",
            ws_per_message_deflate=False,
            ws_max_size=65536,
            timeout_graceful_shutdown=3,
            access_log=False,
        )
    )

    def ready() -> None:
        key = house.state.house.doorkeeper.nearby
        leave_note(settings.data_dir, Nearby(_url(nearest, port, settings.prefix), key))
        _announce(address, settings.browser)

    _live(server, house, ready)
    try:
        server.run(sockets=[listener])
    except CannotOpen as reason:
        _leave(str(reason))


def _live(server: Any, house: Any, ready: Callable[[], None]) -> None:
    """Open the house before the server listens and close it after.

    uvicorn would do so too, but tell a pile of calls where one line says why it cannot be opened, and let
    whoever waits for a run hold up the end.
    """
    life = house.router.lifespan_context(house)
    started, ended = server.startup, server.shutdown

    async def startup(sockets: Any = None) -> None:
        await life.__aenter__()
        await started(sockets=sockets)
        if server.should_exit:
            await life.__aexit__(None, None, None)
        else:
            ready()

    async def shutdown(sockets: Any = None) -> None:
        house.state.house.lobby.part()
        await ended(sockets=sockets)
        await life.__aexit__(None, None, None)

    server.startup, server.shutdown = startup, shutdown


def _url(host: str, port: int, prefix: str) -> str:
    return f"http://{f'[{host}]' if ':' in host else host}:{port}{prefix}"


def _announce(address: str, browser: bool) -> None:
    """Print the address once it answers, so that who reads it can use it."""
    print(f"KANscope is ready: {address}", flush=True)
    if browser:
        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()


def _listen(host: str, port: int, chosen: bool) -> socket.socket:
    """The port; where it was not chosen, the next free one."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for candidate in [port] if chosen else [*range(port, port + 20), 0]:
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, candidate))
            return listener
        except OSError as error:
            listener.close()
            if error.errno != errno.EADDRINUSE:
                _leave(f"Cannot listen on port {candidate} of {host}: {error.strerror}.")
    _leave(f"Port {port} of {host} is taken. Choose another with --port, or --port 0 for any free one.")


def _leave(reason: str) -> NoReturn:
    print(reason, file=sys.stderr)
    raise SystemExit(2)


if __name__ == "__main__":
    main()
