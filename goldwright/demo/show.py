"""What the demo prints: progress while people work, the table at the end, links to try."""

import signal
import sys
from collections.abc import Generator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from goldwright.demo.report import Report, SetReport
from goldwright.demo.server import Running
from goldwright.processes import end_on_signals

_MICROS = 1_000_000


class Advance:
    """Moves a progress bar: answers as they are given, tasks as they settle."""

    def __init__(self, progress: Progress, line: str, tasks: int) -> None:
        self._progress, self._line, self._tasks, self._answers = progress, line, tasks, 0
        self._bar = progress.add_task(line, total=tasks)

    def answer(self) -> None:
        """One more answer was given."""
        self._answers += 1

    def pending(self, count: int) -> None:
        """So many tasks are not settled yet."""
        self._progress.update(
            self._bar,
            completed=self._tasks - count,
            description=f"{self._line}, {self._answers} answers",
        )


@dataclass(frozen=True, slots=True)
class Screen:
    """Where the demo speaks: the terminal; or, for programs, JSON there and the rest beside it."""

    as_json: bool

    @property
    def _console(self) -> Console:
        return Console(stderr=self.as_json)

    def say(self, sentence: str) -> None:
        """Print one line, whole: addresses must survive a narrow terminal."""
        self._console.print(sentence, highlight=False, soft_wrap=True)

    @contextmanager
    def progress(self, line: str, tasks: int) -> Generator[Advance]:
        """A bar of settled tasks while the block runs."""
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
        )
        with Progress(*columns, console=self._console) as progress:
            yield Advance(progress, line, tasks)

    def report(self, report: Report) -> None:
        """Print how each way to decide fared, what it cost, and anything wrong."""
        if self.as_json:
            sys.stdout.write(report.as_json() + "\n")
            return
        for one in report.sets:
            self._console.print(_table(one))
            self._console.print(_summary(one), highlight=False)
        for problem in (*report.problems, *(text for one in report.sets for text in one.problems)):
            self._console.print(f"WRONG: {problem}", style="bold red", highlight=False)
        written = ", ".join(report.exports)
        self.say(f"Exports: {written}. {report.seconds:.0f} s in all.")

    def links(self, server: Running, tried: Sequence[str]) -> None:
        """Print where the reader can go on."""
        self.say(f"\nThe app stays up at {server.address}; Ctrl-C stops it.\n")
        self.say("See projects, answers, charts and people, and run it all; this link works once:")
        self.say(f"  {server.sign_in_url}")
        for line in tried:
            self.say(line)

    @staticmethod
    def wait_for_end() -> None:
        """Wait for Ctrl-C or SIGTERM."""
        end_on_signals()
        with suppress(KeyboardInterrupt):
            signal.pause()


def _table(one: SetReport) -> Table:
    table = Table(title=f"{one.name}: {one.tasks} tasks, {one.people} people", title_justify="left")
    table.add_column("decided by")
    table.add_column("labels", justify="right")
    table.add_column("a task", justify="right")
    table.add_column("right", justify="right")
    for row in one.rows:
        right = "no truth known" if row.accuracy is None else f"{row.accuracy:.1%}"
        table.add_row(row.method, f"{row.labels:,}", f"{row.labels_per_task:.1f}", right)
    return table


def _summary(one: SetReport) -> str:
    alpha = (
        "" if one.agreement_alpha is None else f" Krippendorff's alpha {one.agreement_alpha:.2f}."
    )
    gold = (
        ""
        if one.wrong_at_most is None
        else f"{one.saved_share_with_gold:.0%} with the {one.gold_answers} answers to gold tasks; "
        f"at most {one.wrong_at_most:.0%} wrong, these say, 19 times in 20; "
    )
    return (
        f"{one.saved_share:.0%} fewer labels than asking everybody; {gold}"
        f"{one.cost_micros / _MICROS:,.2f} {one.currency} accrued; "
        f"{one.callbacks} callbacks; {one.seconds:.0f} s.{alpha}\n"
    )
