# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false
# PyArrow ships no types; every public signature below states what comes out.
"""Votes beyond memory, or by several processes: Dawid-Skene and its kin, a part of the tasks each.

    result = fit_parquet(["votes.parquet"], folder=Path("work"), processes=2)
    result.write(Path("answers.parquet"))

A task's votes all go to one part, by a checksum of its id, and a part lies in a file. Each step of
the loop (`em.run`) asks every part for its sums, wherever it is worked on, and adds them up in the
order of the parts: however many processes there are, answers are the same to the last bit. Only
this module of the library touches files. Dean, J. and Ghemawat, S. (2004): MapReduce: simplified
data processing on large clusters. Operating Systems Design and Implementation, 137-150.
"""

import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from goldwright.algorithms import em
from goldwright.algorithms.arrays import FloatArray, IdArray, IndexArray, Precision, RealArray
from goldwright.algorithms.columns import ids_of
from goldwright.algorithms.dawid_skene import ConfusionModel, DawidSkene
from goldwright.algorithms.hierarchical import CrowdModel, HierarchicalDawidSkene
from goldwright.algorithms.mace import Mace, MaceModel
from goldwright.algorithms.one_coin import CoinModel, OneCoinDawidSkene, coin_shard
from goldwright.algorithms.variational import (
    DirichletModel,
    VariationalDawidSkene,
    expected_votes,
)
from goldwright.algorithms.vote_matrix import VoteMatrix
from goldwright.algorithms.votes import UNKNOWN, Votes
from goldwright.errors import InvalidInputError

Method: TypeAlias = (
    DawidSkene | OneCoinDawidSkene | VariationalDawidSkene | HierarchicalDawidSkene | Mace
)
_Model: TypeAlias = ConfusionModel | CoinModel | DirichletModel | MaceModel

VOTES_A_PART = 2_000_000
"""A part this large takes about 300 MiB while a process works on it."""
_ROWS_AT_ONCE = 1_000_000
_COLUMNS = ("task", "worker", "label")


@dataclass(frozen=True, slots=True, eq=False)
class PartitionedResult:
    """The fitted model; answers stay in the parts, which `answers` reads one after the other.

    `confusion` (workers, true class, given class), `priors` (classes,); the ids are in `workers`
    and `classes`. `log_likelihood` is what the method's own result tells.
    """

    workers: IdArray
    classes: IdArray
    confusion: FloatArray
    priors: FloatArray
    iterations: int
    log_likelihood: float
    parts: tuple["Part", ...]
    _log_rates: FloatArray
    _log_priors: FloatArray

    def answers(self) -> Iterator[Any]:
        """Arrow record batches of `task`, `label` and `confidence`, one a part."""
        for part in self.parts:
            posterior = part.posterior(self._log_rates, self._log_priors)
            best = posterior.argmax(axis=1)
            yield pa.record_batch(
                {
                    "task": part.tasks(),
                    "label": pa.array(self.classes[best].tolist()),
                    "confidence": pa.array(posterior.max(axis=1).astype(np.float64)),
                }
            )

    def write(self, path: Path) -> None:
        """All answers to one Parquet file."""
        batches = self.answers()
        first = next(batches)
        with pq.ParquetWriter(path, first.schema) as file:
            file.write_batch(first)
            for batch in batches:
                file.write_batch(batch)


def fit_parquet(
    paths: Sequence[Path | str],
    *,
    folder: Path,
    method: Method | None = None,
    processes: int = 1,
    columns: Mapping[str, str] | None = None,
) -> PartitionedResult:
    """Answers and workers from Parquet files of any size, one row a vote.

    `folder`, which must be empty or new, takes the parts: about as many bytes as the files hold
    when they are not compressed. `columns` names the columns for `task`, `worker` and `label` where
    they are called something else. Memory: a part in each process, and the ids of the workers. Call
    it under `if __name__ == "__main__"` when there are processes.
    """
    if processes < 1 or (folder.exists() and any(folder.iterdir())):
        raise InvalidInputError(
            f"Parts cannot be put into {folder} by {processes} processes; give a folder that is "
            "empty or new, and at least 1 process."
        )
    names = [dict(columns or {}).get(one, one) for one in _COLUMNS]
    folder.mkdir(parents=True, exist_ok=True)
    rows, parts = _scattered(paths, folder, names)
    workers, classes = _known_ids(parts, folder)
    precision = em.precision_of(rows, a_cell=rows / parts / len(workers) / len(classes))
    with ExitStack() as stack:
        each: Callable[..., Iterable[Any]] = map
        if processes > 1:
            # Fork would take the threads of Arrow along, half-way through what they do.
            pool = ProcessPoolExecutor(processes, mp_context=get_context("spawn"))
            each = stack.enter_context(pool).map
        code = partial(_coded, folder=folder, workers=workers, classes=classes, precision=precision)
        shards = list(each(code, range(parts)))
        return _run(method or DawidSkene(), shards, workers, classes, each)


def _run(
    method: Method,
    shards: list["Part"],
    workers: IdArray,
    classes: IdArray,
    each: Callable[..., Iterable[Any]],
) -> PartitionedResult:
    if isinstance(method, OneCoinDawidSkene):
        shards = [replace(part, is_one_coin=True) for part in shards]
        total = sum(each(Part.votes_by_worker, shards), np.zeros(len(workers)))
        model: _Model = CoinModel(total, len(classes), smoothing=method.smoothing)
    else:
        model = _model(method, len(workers), len(classes))
    last: list[Mapping[str, FloatArray]] = []

    def ask(call: Callable[[em.Shard], em.Sums], ones: Sequence[em.Shard]) -> Iterable[em.Sums]:
        if isinstance(call, partial):
            # What the last step was asked with gives its posteriors again.
            last[:] = [call.keywords]
        return each(call, ones)

    ended = em.run(
        model,
        shards,
        iterations=method.iterations,
        tolerance=method.tolerance,
        learns_priors=not isinstance(method, Mace),
        is_like_crowd_kit=isinstance(method, DawidSkene | OneCoinDawidSkene),
        each=ask,
    )
    return PartitionedResult(
        workers=workers,
        classes=classes,
        confusion=model.confusion(),
        priors=ended.priors,
        iterations=ended.iterations,
        log_likelihood=ended.log_likelihood + ended.penalty,
        parts=tuple(shards),
        _log_rates=last[0]["log_rates"],
        _log_priors=last[0]["log_priors"],
    )


@dataclass(frozen=True, slots=True)
class Part:
    """Some tasks with all of their votes, in files; it is read anew for every step."""

    path: Path
    workers: int
    classes: int
    precision: Precision
    is_one_coin: bool = False

    def votes_by_worker(self) -> FloatArray:
        """How many votes each worker gave in it, (workers,)."""
        with np.load(self.path) as stored:
            return np.bincount(stored["worker"], minlength=self.workers).astype(np.float64)

    def start(self) -> em.Sums:
        """The sums of majority shares."""
        return self._shard(self._votes()).start()

    def step(self, log_rates: FloatArray, log_priors: FloatArray) -> em.Sums:
        """The sums of the posteriors under these parameters."""
        return self._shard(self._votes()).step(log_rates, log_priors)

    def posterior(self, log_rates: FloatArray, log_priors: FloatArray) -> RealArray:
        """Class probabilities of its tasks, (tasks, classes)."""
        votes = self._votes()
        shard = self._shard(votes)
        shard.step(log_rates, log_priors)
        found = np.empty((len(votes.tasks), self.classes), dtype=self.precision)
        shard.put_posterior(found)
        return found

    def tasks(self) -> Any:  # noqa: ANN401 - PyArrow ships no types
        """Ids of its tasks, in the order of the posteriors, as an Arrow array."""
        return pq.read_table(self.path.with_suffix(".tasks.parquet"))["task"].combine_chunks()

    def _votes(self) -> Votes:
        with np.load(self.path) as stored:
            start, worker, label = stored["start"], stored["worker"], stored["label"]
        return Votes(
            worker=worker,
            label=label,
            weight=None,
            task_start=start,
            tasks=np.arange(len(start) - 1),
            # Ids are not needed here, only how many there are.
            workers=np.arange(self.workers),
            classes=np.arange(self.classes),
        )

    def _shard(self, votes: Votes) -> em.HeldShard:
        known = np.full(len(votes.tasks), UNKNOWN, dtype=np.int32)
        look = coin_shard if self.is_one_coin else em.through(VoteMatrix)
        return look(votes, known, self.precision)


def _scattered(paths: Sequence[Path | str], folder: Path, names: Sequence[str]) -> tuple[int, int]:
    """Rows of the files written to one file a part, by task; how many rows and parts there are."""
    try:
        files = [pq.ParquetFile(path) for path in paths]
        missing = [name for name in names for file in files if name not in file.schema_arrow.names]
    except (OSError, pa.ArrowException) as error:
        raise InvalidInputError(f"The votes cannot be read: {error}") from error
    rows = sum(file.metadata.num_rows for file in files)
    if missing or rows == 0:
        raise InvalidInputError(
            f"There are {rows} votes, and columns missing: {', '.join(missing) or 'none'}; give "
            "at least one vote, and name the columns with columns=."
        )
    parts = -(-rows // VOTES_A_PART)
    schema = pa.schema(
        [
            (kind, _plain_type(files[0].schema_arrow.field(name).type))
            for kind, name in zip(_COLUMNS, names, strict=True)
        ]
    )
    with ExitStack() as stack:
        writers = [
            stack.enter_context(pa.ipc.new_stream(_rows_path(folder, part), schema))
            for part in range(parts)
        ]
        for file in files:
            stack.enter_context(file)
            for batch in file.iter_batches(batch_size=_ROWS_AT_ONCE, columns=list(names)):
                table = pa.table([batch[name] for name in names], names=list(_COLUMNS))
                table = table.cast(schema)
                _check_whole(table)
                place = _part_of(table["task"].combine_chunks(), parts)
                # Few bytes are sorted by their digits.
                order = np.argsort(place.astype(np.min_scalar_type(parts)), kind="stable")
                ends = np.cumsum(np.bincount(place, minlength=parts))
                table = table.take(pa.array(order))
                for part, end in enumerate(ends.tolist()):
                    begin = ends[part - 1] if part else 0
                    writers[part].write_table(table.slice(begin, end - begin))
    return rows, parts


def _check_whole(table: Any) -> None:  # noqa: ANN401 - PyArrow ships no types
    empty = [name for name in _COLUMNS if table[name].null_count]
    if empty:
        raise InvalidInputError(
            f"Rows have no value in {', '.join(empty)}; leave out votes that are not complete."
        )


def _part_of(tasks: Any, parts: int) -> IndexArray:  # noqa: ANN401 - PyArrow ships no types
    """The part of each task, the same in every file and on every machine."""
    if pa.types.is_integer(tasks.type):
        # Multiplied by 2**64 over the golden ratio, neighbours lie far apart (Knuth 1973, 6.4).
        spread = tasks.to_numpy().astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        return ((spread >> np.uint64(32)) % np.uint64(parts)).astype(np.int64)
    coded = tasks.dictionary_encode()
    sums = [zlib.crc32(str(one).encode()) for one in coded.dictionary.to_pylist()]
    return np.array(sums, dtype=np.int64)[coded.indices.to_numpy()] % parts


def _known_ids(parts: int, folder: Path) -> tuple[IdArray, IdArray]:
    """Ids of all workers and all classes, each in order."""
    found: dict[str, Any] = {}
    for part in range(parts):
        rows = pa.ipc.open_stream(_rows_path(folder, part)).read_all()
        for kind in ("worker", "label"):
            seen = rows[kind].unique()
            found[kind] = pa.concat_arrays([found.get(kind, seen), seen]).unique()
    workers, classes = (ids_of(found[kind].sort()) for kind in ("worker", "label"))
    return workers, classes


def _coded(
    part: int, *, folder: Path, workers: IdArray, classes: IdArray, precision: Precision
) -> Part:
    """One part's rows as codes that all parts share; the rows themselves are removed."""
    source = _rows_path(folder, part)
    rows = pa.ipc.open_stream(source).read_all()
    path = folder / f"{part:05d}.npz"
    ids = pa.array([], type=rows.schema.field("task").type)
    start = np.zeros(1, dtype=np.int32)
    worker = label = np.zeros(0, dtype=np.int32)
    if len(rows):
        votes = Votes.from_columns(
            rows["task"], rows["worker"], rows["label"], classes=classes.tolist()
        )
        shared = np.searchsorted(workers, votes.workers).astype(np.int32)
        votes = replace(votes, worker=shared[votes.worker])
        start, worker, label = votes.task_start, votes.worker, votes.label
        ids = pa.array(votes.tasks.tolist(), type=ids.type)
    np.savez(path, start=start, worker=worker, label=label)
    pq.write_table(pa.table({"task": ids}), path.with_suffix(".tasks.parquet"))
    source.unlink()
    return Part(path, len(workers), len(classes), precision)


def _model(
    method: DawidSkene | VariationalDawidSkene | HierarchicalDawidSkene | Mace,
    workers: int,
    classes: int,
) -> _Model:
    if isinstance(method, DawidSkene):
        return ConfusionModel(workers, classes, smoothing=method.smoothing)
    if isinstance(method, HierarchicalDawidSkene):
        return CrowdModel(workers, expected_votes(classes, 7.0, 3.0))
    if isinstance(method, Mace):
        return MaceModel(workers, classes)
    return DirichletModel(workers, expected_votes(classes, method.right, method.wrong))


def _rows_path(folder: Path, part: int) -> Path:
    return folder / f"{part:05d}.arrows"


def _plain_type(kind: Any) -> Any:  # noqa: ANN401 - PyArrow ships no types
    return kind.value_type if pa.types.is_dictionary(kind) else kind
