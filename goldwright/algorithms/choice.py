"""The methods that suit a project, weighed by how well each foretells votes it did not see.

No method wins everywhere: Zheng, Y., Li, G., Li, Y., Shan, C. and Cheng, R. (2017): Truth inference
in crowdsourcing: is the problem solved? Proceedings of the VLDB Endowment 10 (5), 541-552. Weights
are those of stacking: Yao, Y., Vehtari, A., Simpson, D. and Gelman, A. (2018): Using stacking to
average Bayesian predictive distributions. Bayesian Analysis 13 (3), 917-1003; drawn half-way to
equal ones, which few votes cannot improve on: Timmermann, A. (2006): Forecast combinations.
Handbook of Economic Forecasting 1, 135-196. Gold may hold a method back: McNemar, Q. (1947): Note
on the sampling error of the difference between correlated proportions or percentages.
Psychometrika 12 (2), 153-157.
"""

import math
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from goldwright.algorithms.arrays import BoolArray, CodeArray, FloatArray, IndexArray
from goldwright.algorithms.columns import sorted_rows
from goldwright.algorithms.dawid_skene import DawidSkene, DawidSkeneResult
from goldwright.algorithms.glad import Glad, GladResult
from goldwright.algorithms.held_out import Fold, folds, tempered
from goldwright.algorithms.mace import Mace, MaceResult
from goldwright.algorithms.majority_vote import MajorityVote, MajorityVoteResult
from goldwright.algorithms.variational import VariationalDawidSkene
from goldwright.algorithms.votes import UNKNOWN, Votes
from goldwright.errors import InvalidInputError

Candidate: TypeAlias = MajorityVote | DawidSkene | VariationalDawidSkene | Glad | Mace
Chosen: TypeAlias = MajorityVoteResult | DawidSkeneResult | GladResult | MaceResult

# One method for each thing that workers may differ in: nothing; an ability, and tasks their ease;
# knowing or guessing; which class they take for which, with and without an expectation.
_CANDIDATES: tuple[Candidate, ...] = (
    MajorityVote(),
    Glad(),
    Mace(),
    VariationalDawidSkene(),
    DawidSkene(),
)
_TEMPERATURES = (0.7, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0)
# More votes would not change which is best, and all methods are fitted five times.
_MOST_VOTES = 200_000
_STACKING_ROUNDS = 200
# With more rates by worker, true and given class than this for each vote, nearly all are what was
# expected beforehand, and tabling them is nearly all that is done.
_RATES_PER_VOTE = 100
# Gold holds a method back when it was wrong where another was right so much oftener than the other
# way round that a fair coin would show it in 1 of 20 cases.
_DOUBT = 0.05


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for one method, and the `weight` from 0 to 1 that its answers got for it.

    `log_likelihood` is the mean log probability (natural) of a vote held out, by the answers at
    their best `temperature`; `behind` how far that is below the best method's, and
    `standard_error` of this difference. `agreement` is the part of votes held out that name the
    answer. `gold_right` of `gold_tasks` known answers were found without being told; a method that
    another one beats there beyond chance `is_held_back`, with a weight of 0.
    """

    method: str
    weight: float
    log_likelihood: float
    behind: float
    standard_error: float
    agreement: float
    temperature: float
    gold_right: int
    gold_tasks: int
    is_held_back: bool


@dataclass(frozen=True, slots=True, eq=False)
class ChoiceResult:
    """Answers by the methods' class probabilities and weights, and why they weigh so.

    `posterior` (tasks, classes), rows sum to 1; `labels` the code of the largest entry, the first
    of equals. `results` are the methods' own, fitted to all votes and gold, by name. `evidence` is
    of every method tried, the heaviest first; `reason` says it in words.
    """

    votes: Votes
    posterior: FloatArray
    labels: CodeArray
    results: Mapping[str, Chosen]
    evidence: tuple[Evidence, ...]
    reason: str

    def by_task(self) -> dict[Hashable, Hashable]:
        """Class of each task, by their ids."""
        return self.votes.name_labels(self.labels)


@dataclass(frozen=True, slots=True)
class AutomaticChoice:
    """What to use when nothing is known of a crowd, or a project's crowd is unlike the last one's.

    The same votes give the same weights, in whatever order they come: which votes are held out
    together is drawn with `seed` from their ids.
    """

    seed: int = 0

    def fit(self, votes: Votes, *, gold: Mapping[Hashable, Hashable] | None = None) -> ChoiceResult:
        """Try every method on a part of the votes, and let those answer that foretell the rest.

        Cost: five fits of each method to at most 200,000 votes, and one of each to all.
        """
        known = votes.code_gold(gold or {})
        rng = np.random.default_rng(self.seed)
        sample = _sampled(votes, rng)
        parts = list(folds(sample, rng))
        # Without parts there is nothing that one method could foretell better than another.
        trials = (
            _trials(sample, parts, gold or {}, rng.integers(0, len(parts), len(sample.tasks)))
            if parts
            else []
        )
        evidence = _weighed(trials)
        weights = {one.method: one.weight for one in evidence if one.weight > 0}
        results: dict[str, Chosen] = {}
        posterior = np.zeros((len(votes.tasks), len(votes.classes)))
        for method in _CANDIDATES:
            if _name(method) in weights:
                results[_name(method)], chance = _fit(method, votes, gold or {})
                posterior += weights[_name(method)] * chance
        is_known = known != UNKNOWN
        posterior[is_known] = 0.0
        posterior[is_known, known[is_known]] = 1.0
        posterior /= posterior.sum(axis=1, keepdims=True)
        return ChoiceResult(
            votes=votes,
            posterior=posterior,
            labels=posterior.argmax(axis=1).astype(np.int32),
            results=results,
            evidence=evidence,
            reason=_reason(evidence),
        )


@dataclass(frozen=True, slots=True, eq=False)
class _Trial:
    """What one method made of the votes held out and of the gold it was not told."""

    method: str
    temperature: float
    log_chance: FloatArray
    agrees: BoolArray
    is_right: BoolArray


def _trials(
    votes: Votes,
    parts: Sequence[Fold],
    gold: Mapping[Hashable, Hashable],
    known_part: IndexArray,
) -> list[_Trial]:
    """Trials of all methods but those that too many classes or workers are too much for."""
    found: list[_Trial] = []
    rates = len(votes.workers) * len(votes.classes) ** 2
    for method in _CANDIDATES:
        tables_rates = not isinstance(method, MajorityVote | Glad)
        if tables_rates and rates > _RATES_PER_VOTE * len(votes):
            continue
        try:
            found.append(_tried(method, votes, parts, gold, known_part))
        except InvalidInputError:
            if isinstance(method, MajorityVote):
                raise
    return found


def _tried(
    method: Candidate,
    votes: Votes,
    parts: Sequence[Fold],
    gold: Mapping[Hashable, Hashable],
    known_part: IndexArray,
) -> _Trial:
    known = votes.code_gold(gold)
    named = votes.named(known)
    chances: list[list[FloatArray]] = [[] for _ in _TEMPERATURES]
    agrees: list[BoolArray] = []
    is_right = np.zeros(len(votes.tasks), dtype=np.bool_)
    for number, part in enumerate(parts):
        is_hidden = known_part == number
        hidden = set(votes.tasks[is_hidden].tolist())
        told = {task: name for task, name in gold.items() if task not in hidden}
        _, posterior = _fit(method, votes.where(part.left), told)
        labels = posterior.argmax(axis=1)
        is_right[is_hidden] = labels[is_hidden] == known[is_hidden]
        agrees.append(labels[votes.task[part.held]] == votes.label[part.held])
        for found, temperature in zip(chances, _TEMPERATURES, strict=True):
            milder = tempered(posterior, temperature) * named
            found.append(np.log(part.chances(milder / milder.sum(axis=1, keepdims=True))))
    each = [np.concatenate(found) for found in chances]
    best = int(np.argmax([one.mean() for one in each]))
    return _Trial(
        method=_name(method),
        temperature=_TEMPERATURES[best],
        log_chance=each[best],
        agrees=np.concatenate(agrees),
        is_right=is_right[known != UNKNOWN],
    )


def _fit(
    method: Candidate, votes: Votes, gold: Mapping[Hashable, Hashable]
) -> tuple[Chosen, FloatArray]:
    """What the method finds, and its class probabilities; a majority has shares."""
    if isinstance(method, MajorityVote):
        counted = method.fit(votes)
        return counted, counted.share
    fitted = method.fit(votes, gold=gold)
    return fitted, fitted.posterior


def _weighed(trials: Sequence[_Trial]) -> tuple[Evidence, ...]:
    """Evidence of all trials, the heaviest first."""
    if not trials:
        alone = _name(_CANDIDATES[0])
        return (Evidence(alone, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0, 0, is_held_back=False),)
    held_back = [any(_is_beaten(one, by=other) for other in trials) for one in trials]
    if all(held_back):
        held_back = [False] * len(trials)
    heard = [one for one, is_held in zip(trials, held_back, strict=True) if not is_held]
    stacked = _stacked(np.stack([one.log_chance for one in heard]))
    weights = iter(((stacked + 1 / len(heard)) / 2).tolist())
    best = max(trials, key=lambda one: one.log_chance.mean())
    found = [
        Evidence(
            method=one.method,
            weight=0.0 if is_held else next(weights),
            log_likelihood=float(one.log_chance.mean()),
            behind=float((best.log_chance - one.log_chance).mean()),
            standard_error=float((best.log_chance - one.log_chance).std())
            / math.sqrt(len(one.log_chance)),
            agreement=float(one.agrees.mean()),
            temperature=one.temperature,
            gold_right=int(one.is_right.sum()),
            gold_tasks=len(one.is_right),
            is_held_back=is_held,
        )
        for one, is_held in zip(trials, held_back, strict=True)
    ]
    return tuple(sorted(found, key=lambda one: -one.weight))


def _stacked(log_chance: FloatArray) -> FloatArray:
    """Weights of methods under whose mixture the votes held out are most probable, (methods,).

    By expectation-maximisation, which cannot leave the simplex; the maximum is the only one.
    """
    chance = np.exp(log_chance - log_chance.max(axis=0))
    weight = np.full(len(chance), 1.0 / len(chance))
    for _ in range(_STACKING_ROUNDS):
        share = weight[:, np.newaxis] * chance
        share /= share.sum(axis=0)
        weight = share.mean(axis=1)
    return weight


def _is_beaten(one: _Trial, *, by: _Trial) -> bool:
    """Whether gold shows the other to be right more often, by the exact test of McNemar."""
    wins = int((by.is_right & ~one.is_right).sum())
    losses = int((one.is_right & ~by.is_right).sum())
    decided = wins + losses
    chance = sum(math.comb(decided, count) for count in range(wins, decided + 1)) / 2**decided
    return wins > losses and chance < _DOUBT


def _reason(evidence: Sequence[Evidence]) -> str:
    if not evidence[0].log_likelihood:
        return f"{evidence[0].method}: no task has two votes, so nothing can be compared."
    heard = [one for one in evidence if not one.is_held_back]
    said = "By how well votes that were held out are foretold: " + ", ".join(
        f"{one.method} {one.weight:.2f} ({math.exp(one.log_likelihood):.3f} a vote)"
        for one in heard
    )
    if heard[0].gold_tasks:
        said += f"; of {heard[0].gold_tasks} gold tasks they had right " + ", ".join(
            str(one.gold_right) for one in heard
        )
    held_back = [f"{one.method} ({one.gold_right} right)" for one in evidence if one.is_held_back]
    if held_back:
        said += "; held back by gold: " + ", ".join(held_back)
    return said + "."


def _sampled(votes: Votes, rng: np.random.Generator) -> Votes:
    """The votes on as many tasks as have about 200,000, in an order that ids alone decide."""
    order = sorted_rows(votes.tasks, np.arange(len(votes.tasks)))
    share = min(1.0, _MOST_VOTES / len(votes))
    chosen = np.zeros(len(votes.tasks), dtype=np.bool_)
    chosen[order[rng.permutation(len(order))[: max(int(share * len(order)), 1)]]] = True
    rows = np.flatnonzero(chosen[votes.task])
    task, worker = votes.tasks[votes.task[rows]], votes.workers[votes.worker[rows]]
    rows = rows[sorted_rows(task, worker)]
    return Votes.from_columns(
        votes.tasks[votes.task[rows]],
        votes.workers[votes.worker[rows]],
        votes.classes[votes.label[rows]],
        weights=None if votes.weight is None else votes.weight[rows],
        classes=votes.classes,
    )


def _name(method: Candidate) -> str:
    return type(method).__name__
