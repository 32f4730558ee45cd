"""Where a register is read: DuckDB embedded, polars, or a cluster over Spark Connect.

An engine scans a Parquet file or folder into a lazy Narwhals frame and collects the (small) result
as an Arrow table. Nothing else differs between them.
"""

import os
import socket
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol
from urllib.parse import urlsplit

from fortrinn.errors import MissingExtra, SettingError, TableError
from fortrinn.language import gettext_noop as _

if TYPE_CHECKING:
    import narwhals as nw
    import pyarrow as pa

SPARK_PORT: Final = 15002
SECONDS_TO_ANSWER: Final = 5.0


class Engine(Protocol):
    """What the kernels need of an engine."""

    name: str

    def scan(self, path: str) -> "nw.LazyFrame[Any]":
        """The register as a lazy frame; raises TableError when it cannot be read."""

    def collect(self, frame: "nw.LazyFrame[Any]") -> "pa.Table":
        """Run the query and bring the result here."""

    def close(self) -> None:
        """Let go of connections and memory."""


class DuckDB:
    """Embedded DuckDB on all cores; spills to ``spill_to`` beyond ``memory``."""

    name = "duckdb"

    def __init__(self, *, memory: str | None = None, spill_to: Path | None = None) -> None:
        import duckdb

        config: dict[str, Any] = {
            "preserve_insertion_order": False,
            "autoinstall_known_extensions": False,
        }
        if memory:
            config["memory_limit"] = memory
        if spill_to:
            config["temp_directory"] = str(spill_to)
        try:
            self._connection = duckdb.connect(config=config)
        except duckdb.Error as error:
            raise SettingError(
                _("'{memory}' is not an amount of memory. Write it as 4GB."), memory=memory
            ) from error

    def scan(self, path: str) -> "nw.LazyFrame[Any]":
        import duckdb
        import narwhals as nw

        try:
            relation = self._connection.read_parquet(_parquet_pattern(path))
        except (duckdb.IOException, duckdb.InvalidInputException) as error:
            raise _unreadable(path) from error
        return nw.from_native(relation)

    def collect(self, frame: "nw.LazyFrame[Any]") -> "pa.Table":
        import duckdb

        try:
            return frame.to_native().to_arrow_table()
        except duckdb.OutOfMemoryException as error:
            raise SettingError(
                _("The memory allowed is not enough to count with. Allow more with --memory.")
            ) from error
        except duckdb.InterruptException:
            raise
        except duckdb.Error as error:
            raise broken_off(error) from error

    def close(self) -> None:
        self._connection.close()


class Polars:
    """Polars, streaming; for those who have it already."""

    name = "polars"

    def scan(self, path: str) -> "nw.LazyFrame[Any]":
        import narwhals as nw

        try:
            import polars as pl
        except ImportError as error:
            raise MissingExtra(
                _("The polars engine needs polars: pip install fortrinn[polars].")
            ) from error
        try:
            frame = pl.scan_parquet(_parquet_pattern(path))
            frame.collect_schema()
        except (OSError, pl.exceptions.PolarsError) as error:
            raise _unreadable(path) from error
        return nw.from_native(frame)

    def collect(self, frame: "nw.LazyFrame[Any]") -> "pa.Table":
        import polars as pl

        try:
            return frame.to_native().collect(engine="streaming").to_arrow()
        except (OSError, pl.exceptions.PolarsError) as error:
            raise broken_off(error) from error

    def close(self) -> None:
        """Polars holds nothing open."""


class Spark:
    """A Spark Connect server (Apache Spark 3.5+, or Sail), reached at ``sc://host:port``."""

    name = "spark"

    def __init__(self, address: str) -> None:
        self._address = address
        _must_answer(address)
        # The thin client looks for a whole Spark beside it, and ends the process without one.
        os.environ.setdefault("SPARK_HOME", os.sep)
        with warnings.catch_warnings():
            # The client speaks of a pandas that is not used here.
            warnings.simplefilter("ignore", FutureWarning)
            try:
                from pyspark.sql import SparkSession
                from pyspark.sql.connect.client import DefaultChannelBuilder
            except ImportError as error:
                raise MissingExtra(
                    _("A Spark address needs the client: pip install fortrinn[spark].")
                ) from error
            _must_understand(address, DefaultChannelBuilder(address).toChannel())
            self._session = SparkSession.builder.remote(address).create()

    def scan(self, path: str) -> "nw.LazyFrame[Any]":
        import grpc
        import narwhals as nw
        from pyspark.errors import PySparkException

        try:
            frame = self._session.read.parquet(path)
            frame.schema  # noqa: B018  reading the schema is what opens the files on the server
        except PySparkException as error:
            if getattr(error, "getGrpcStatusCode", bool)() is grpc.StatusCode.UNIMPLEMENTED:
                raise _no_spark(self._address) from error
            raise TableError(
                _(
                    "The server at {address} cannot read '{path}' as Parquet. "
                    "The path must be one that the server sees."
                ),
                address=self._address,
                path=path,
            ) from error
        return nw.from_native(frame)

    def collect(self, frame: "nw.LazyFrame[Any]") -> "pa.Table":
        import grpc
        from pyspark.errors import PySparkException

        try:
            return frame.to_native().toArrow()
        except (PySparkException, grpc.RpcError) as error:
            raise broken_off(error) from error

    def close(self) -> None:
        self._session.stop()


@contextmanager
def engine(
    address: str = "duckdb", *, memory: str | None = None, spill_to: Path | None = None
) -> Iterator[Engine]:
    """The engine for ``duckdb``, ``polars`` or ``sc://host:port``; closed when the block ends.

    ``memory`` (for example ``"4GB"``) and ``spill_to`` bound DuckDB only.
    """
    opened = _open(address, memory, spill_to)
    try:
        yield opened
    finally:
        opened.close()


def _open(address: str, memory: str | None, spill_to: Path | None) -> Engine:
    if address == "duckdb":
        return DuckDB(memory=memory, spill_to=spill_to)
    if address == "polars":
        return Polars()
    if address.startswith("sc://"):
        return Spark(address)
    raise SettingError(
        _("'{address}' is not an engine. Use duckdb, polars or a Spark address as sc://host:port."),
        address=address,
    )


def _must_answer(address: str) -> None:
    """Refuse an address where nobody listens, before the client starts its long retries."""
    parts = urlsplit(address)
    try:
        host, port = parts.hostname or "localhost", parts.port or SPARK_PORT
    except ValueError as error:
        raise SettingError(
            _("The port of {address} is not a number from 1 to 65535. Write sc://host:15002."),
            address=address,
        ) from error
    try:
        socket.create_connection((host, port), timeout=SECONDS_TO_ANSWER).close()
    except OSError as error:
        raise SettingError(
            _(
                "Nothing answers at {address} within {seconds} seconds. Check that the Spark "
                "Connect server is running and can be reached, or use --engine duckdb."
            ),
            address=address,
            seconds=int(SECONDS_TO_ANSWER),
        ) from error


def _must_understand(address: str, channel: Any) -> None:
    """Refuse what listens and is no server of the kind: the client would wait for it for ever."""
    import grpc

    try:
        grpc.channel_ready_future(channel).result(timeout=SECONDS_TO_ANSWER)
    except grpc.FutureTimeoutError as error:
        raise _no_spark(address) from error
    finally:
        channel.close()


def _no_spark(address: str) -> SettingError:
    return SettingError(
        _(
            "What listens at {address} does not answer as a Spark Connect server. Check host, port "
            "and encryption, or use --engine duckdb."
        ),
        address=address,
    )


def _parquet_pattern(path: str) -> str:
    """What an engine on this machine reads: a file, or every Parquet file of a folder."""
    if "://" in path:
        raise TableError(
            _(
                "'{path}' is not on this machine. Copy the register here, or count it where it is "
                "with --engine sc://host:port."
            ),
            path=path,
        )
    return str(Path(path) / "**" / "*.parquet") if Path(path).is_dir() else path


def broken_off(error: Exception) -> TableError:
    """What an engine says when it stops on the way: a damaged file, a full disk, a lost server."""
    return TableError(
        _(
            "The register could not be read to the end: {reason} Write the file again, or free "
            "disk space."
        ),
        reason=_first_sentence(str(error)),
    )


def _first_sentence(text: str) -> str:
    """One line of what may be many, ending as a sentence does."""
    line = next((each.strip() for each in text.splitlines() if each.strip()), "")
    return line if line.endswith((".", "!", "?")) else f"{line}."


def _unreadable(path: str) -> TableError:
    if not Path(path).exists():
        return TableError(_("There is no file '{path}'. Check the name and the folder."), path=path)
    return TableError(
        _("'{path}' cannot be read as Parquet. Give a Parquet file, or a folder of them."),
        path=path,
    )
