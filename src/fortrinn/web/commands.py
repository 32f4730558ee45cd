"""What the command line does with the workspace: serve, worker, demo, doctor.

``settings`` is read when a command runs and not before, so that a command can decide the
environment first. Each command raises a :class:`fortrinn.errors.FortrinnError` with a sentence when
it cannot go on.
"""

from __future__ import annotations

import errno
import os
import shutil
import socket
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from fortrinn.errors import OutputError
from fortrinn.web.supervisor import Supervisor, address, set_by_signals

if TYPE_CHECKING:
    from fortrinn.web.doctor import Finding

Say = Callable[[str], None]
tell: Say = partial(print, flush=True)  # seen at once, also where the output is a pipe
LEAST_FREE_MEGABYTES = 200


def _(text: str) -> str:
    return text


def serve(host: str = "127.0.0.1", port: int = 8000, workers: int = 2, *, say: Say = tell) -> int:
    """Bring the database up to date, then serve pages and do the jobs until told to stop."""
    with said_plainly():
        require_free_port(host, port)
        start_django()
        data, static = prepare(say)
    supervisor = Supervisor(host, port, workers, data, static)
    return supervisor.run(ready=lambda: say(f"Fortrinn answers on {address(host, port)}"))


def worker() -> int:
    """Do jobs until told to stop; ``serve`` starts one by itself."""
    with said_plainly():
        start_django()
        from fortrinn.web.jobs.worker import Worker

        doing = Worker()
        set_by_signals(doing.stopping)
        doing.run()
    return 0


def demo(port: int = 8000, *, say: Say = tell) -> int:
    """A workspace to try: its own database with people of every role, on this machine only."""
    with said_plainly():
        require_free_port("127.0.0.1", port)
        data, static, welcome = make_demo(port, say)
    supervisor = Supervisor("127.0.0.1", port, 2, data, static)
    return supervisor.run(ready=lambda: say(welcome))


def make_demo(port: int, say: Say = tell) -> tuple[Path, Path, str]:
    """The demo's data, the folder of its static files and its welcome; quick when made before."""
    demo_environment(port)
    start_django()
    data, static = prepare(say)
    from fortrinn.web import demo as content

    return data, static, content.welcome(address("127.0.0.1", port), content.load())


def start(
    organisation: str,
    title: str,
    counties: list[str],
    email: str,
    name: str,
    language: str = "nb",
    *,
    say: Say = tell,
) -> int:
    """The first organisation, strategy and owner of a site; tells how the owner gets in."""
    from fortrinn.language import require_language
    from fortrinn.reference import county

    codes = [county(one).code for one in counties]
    require_language(language)
    with said_plainly():
        start_django()
        prepare(say)
        from django.conf import settings

        from fortrinn.web.strategies import services
        from fortrinn.web.strategies.mail import password_path

        strategy = services.start_first(
            organisation=organisation,
            title=title,
            regions=codes,
            language=language,
            email=email,
            name=name,
        )
        membership = strategy.memberships.select_related("user").get(user__email=email.lower())
    say(f"Started {title}: {settings.SITE.url}{strategy.get_absolute_url()}")
    path = password_path(membership.user)
    if path:
        say(f"{name} chooses a password here, once, within three days: {settings.SITE.url}{path}")
    return 0


def doctor() -> list[Finding]:
    """What every check of :mod:`fortrinn.web.doctor` found."""
    start_django()
    from fortrinn.web.doctor import findings

    return list(findings())


def demo_environment(port: int) -> None:
    """A folder and a database of the demo's own: known passwords never reach a real one."""
    from fortrinn.web.environment import data_folder

    os.environ["FORTRINN_DATA"] = str(data_folder("FORTRINN_DATA") / "demo")
    os.environ["FORTRINN_URL"] = f"http://127.0.0.1:{port}"
    os.environ.setdefault("FORTRINN_LOG_LEVEL", "WARNING")
    os.environ.setdefault("FORTRINN_WATCH_HOURS", "0")  # it asks nobody unless told to
    for name in ("DATABASE_URL", "FORTRINN_SECRET_KEY", "FORTRINN_HOSTS", "FORTRINN_MAIL_URL"):
        os.environ.pop(name, None)


def start_django() -> None:
    """Read the settings and load the parts."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fortrinn.web.settings")
    import django

    django.setup()


def prepare(say: Say = tell) -> tuple[Path, Path]:
    """Everything between an empty folder and a workspace that can be served; quick when done.

    Gives the data folder and the folder of the static files.
    """
    from django.conf import settings
    from django.core.management import call_command

    from fortrinn.web.collect import collect
    from fortrinn.web.datasets.services import load_reference

    require_room(settings.DATA)
    if migrations_wanting():
        say("Bringing the database up to date …")
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
    made = load_reference()
    if made:
        say(f"Loaded {len(made)} reference tables.")
    static = settings.STATIC_FOLDER if settings.IS_COLLECTED else collect(settings.DATA / "static")
    return settings.DATA, static


def migrations_wanting() -> list[str]:
    """The migrations the database has not seen."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label} {migration.name}" for migration, _backwards in plan]


def require_free_port(host: str, port: int) -> None:
    """Refuse a port another program has, and name one that is free."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise OutputError(
                    _("Port {port} is taken by another program. Try --port {other}."),
                    port=port,
                    other=free_port(host),
                ) from error
            raise OutputError(
                _("{host}, port {port} cannot be used here: {reason}."),
                host=host,
                port=port,
                reason=error.strerror,
            ) from error


def free_port(host: str) -> int:
    """A port nobody has at the moment."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.bind((host, 0))
        return int(trial.getsockname()[1])


def require_room(folder: Path) -> None:
    """Refuse to start on a disk that is about to be full: a database needs room to be safe."""
    folder.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(folder).free // 1_000_000
    if free < LEAST_FREE_MEGABYTES:
        raise OutputError(
            _("The disk of {folder} has only {free} MB left. Make room for at least {least} MB."),
            folder=folder,
            free=free,
            least=LEAST_FREE_MEGABYTES,
        )


@contextmanager
def said_plainly() -> Iterator[None]:
    """Trouble with the disk, the folder or the database becomes a sentence."""
    from django.db import OperationalError

    try:
        yield
    except OSError as error:
        raise OutputError(
            _("{what} cannot be written: {reason}."),
            what=error.filename or "The disk",
            reason=error.strerror or error,
        ) from error
    except (OperationalError, sqlite3.OperationalError) as error:
        raise OutputError(_("The database cannot be used: {reason}."), reason=error) from error
