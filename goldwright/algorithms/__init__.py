"""Aggregation, agreement and worker skill as a pure library: arrays in, frozen results out.

    from goldwright.algorithms import DawidSkene, Votes

    votes = Votes.from_table({"task": [...], "worker": [...], "label": [...]})
    result = DawidSkene().fit(votes, gold={"t7": "cat"})
    result.by_task(), result.posterior, result.confusion

No database, no files, no clock: one file a method, its paper in the docstring, its laws in
`tests/property/test_algorithms.py`, its cost in `bench/algorithms.py`.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from goldwright.algorithms.adaptive import needs_another
    from goldwright.algorithms.agreement import (
        answers_alpha,
        cohen_kappa,
        fleiss_kappa,
        krippendorff_alpha,
    )
    from goldwright.algorithms.bootstrap import (
        Interval,
        answers_over_tasks,
        over_tasks,
        strengths_over_workers,
    )
    from goldwright.algorithms.bradley_terry import (
        BradleyTerry,
        BradleyTerryResult,
        NoisyBradleyTerry,
        NoisyBradleyTerryResult,
    )
    from goldwright.algorithms.calibration import (
        Temperature,
        calibrate,
        ece,
        ece_by_chance,
        mean_square_gap,
    )
    from goldwright.algorithms.choice import AutomaticChoice, ChoiceResult, Evidence
    from goldwright.algorithms.classifier import ClassifierAided, ClassifierResult
    from goldwright.algorithms.comparisons import Comparisons
    from goldwright.algorithms.dawid_skene import DawidSkene, DawidSkeneResult
    from goldwright.algorithms.forms import FormFields, FormResult
    from goldwright.algorithms.glad import Glad, GladResult
    from goldwright.algorithms.hierarchical import HierarchicalDawidSkene
    from goldwright.algorithms.intervals import share_interval
    from goldwright.algorithms.kos import Kos, KosResult
    from goldwright.algorithms.mace import Mace, MaceResult
    from goldwright.algorithms.majority_vote import MajorityVote, MajorityVoteResult
    from goldwright.algorithms.masks import MaskEM, MaskEMResult, MaskRasa, MaskResult, MaskVote
    from goldwright.algorithms.mmsr import Mmsr, MmsrResult
    from goldwright.algorithms.multi_label import LabelSets, MultiLabel, MultiLabelResult
    from goldwright.algorithms.objects import (
        BOXES,
        POLYGONS,
        SOLIDS,
        SPANS,
        TRACKS,
        Found,
        Kind,
        Mark,
        ObjectFusion,
        ObjectsResult,
        marks_apart,
        points,
    )
    from goldwright.algorithms.one_coin import OneCoinDawidSkene, OneCoinResult
    from goldwright.algorithms.online import posterior, vote_margin
    from goldwright.algorithms.ordinal import (
        OrdinalMedian,
        OrdinalMedianResult,
        OrdinalRaters,
        OrdinalRatersResult,
    )
    from goldwright.algorithms.partition import PartitionedResult, fit_parquet
    from goldwright.algorithms.plackett_luce import PlackettLuce, PlackettLuceResult
    from goldwright.algorithms.rankings import KemenyRanking, RankingResult
    from goldwright.algorithms.ratings import (
        GaussianRaters,
        NumericResult,
        Ratings,
        WeightedMean,
        WeightedMedian,
    )
    from goldwright.algorithms.reliability import (
        Line,
        Reliability,
        expected_reliability,
        learn_isotonic,
        learn_reliability,
    )
    from goldwright.algorithms.skills import WorkerRecord, worker_skills
    from goldwright.algorithms.texts import MedoidResult, Rover, RoverResult, TextMedoid
    from goldwright.algorithms.tokens import TagsResult, TokenTags
    from goldwright.algorithms.variational import VariationalDawidSkene
    from goldwright.algorithms.votes import UNKNOWN, Votes
    from goldwright.algorithms.wawa import Wawa
    from goldwright.algorithms.weighted_majority import WeightedMajority, WeightedVoteResult
    from goldwright.algorithms.worker_skill import WorkerSkill
    from goldwright.algorithms.zero_based_skill import ZeroBasedSkill

__all__ = [
    "BOXES",
    "POLYGONS",
    "SOLIDS",
    "SPANS",
    "TRACKS",
    "UNKNOWN",
    "AutomaticChoice",
    "BradleyTerry",
    "BradleyTerryResult",
    "ChoiceResult",
    "ClassifierAided",
    "ClassifierResult",
    "Comparisons",
    "DawidSkene",
    "DawidSkeneResult",
    "Evidence",
    "FormFields",
    "FormResult",
    "Found",
    "GaussianRaters",
    "Glad",
    "GladResult",
    "HierarchicalDawidSkene",
    "Interval",
    "KemenyRanking",
    "Kind",
    "Kos",
    "KosResult",
    "LabelSets",
    "Line",
    "Mace",
    "MaceResult",
    "MajorityVote",
    "MajorityVoteResult",
    "Mark",
    "MaskEM",
    "MaskEMResult",
    "MaskRasa",
    "MaskResult",
    "MaskVote",
    "MedoidResult",
    "Mmsr",
    "MmsrResult",
    "MultiLabel",
    "MultiLabelResult",
    "NoisyBradleyTerry",
    "NoisyBradleyTerryResult",
    "NumericResult",
    "ObjectFusion",
    "ObjectsResult",
    "OneCoinDawidSkene",
    "OneCoinResult",
    "OrdinalMedian",
    "OrdinalMedianResult",
    "OrdinalRaters",
    "OrdinalRatersResult",
    "PartitionedResult",
    "PlackettLuce",
    "PlackettLuceResult",
    "RankingResult",
    "Ratings",
    "Reliability",
    "Rover",
    "RoverResult",
    "TagsResult",
    "Temperature",
    "TextMedoid",
    "TokenTags",
    "VariationalDawidSkene",
    "Votes",
    "Wawa",
    "WeightedMajority",
    "WeightedMean",
    "WeightedMedian",
    "WeightedVoteResult",
    "WorkerRecord",
    "WorkerSkill",
    "ZeroBasedSkill",
    "answers_alpha",
    "answers_over_tasks",
    "calibrate",
    "cohen_kappa",
    "ece",
    "ece_by_chance",
    "expected_reliability",
    "fit_parquet",
    "fleiss_kappa",
    "krippendorff_alpha",
    "learn_isotonic",
    "learn_reliability",
    "marks_apart",
    "mean_square_gap",
    "needs_another",
    "over_tasks",
    "points",
    "posterior",
    "share_interval",
    "strengths_over_workers",
    "vote_margin",
    "worker_skills",
]

# Loaded on first use: PyArrow and SciPy take half a second and 50 MiB that a server which only
# settles votes as they come (`adaptive`, `online`) never needs.
_HOMES = {
    "AutomaticChoice": "choice",
    "BOXES": "objects",
    "BradleyTerry": "bradley_terry",
    "BradleyTerryResult": "bradley_terry",
    "ChoiceResult": "choice",
    "ClassifierAided": "classifier",
    "ClassifierResult": "classifier",
    "Comparisons": "comparisons",
    "DawidSkene": "dawid_skene",
    "DawidSkeneResult": "dawid_skene",
    "Evidence": "choice",
    "FormFields": "forms",
    "FormResult": "forms",
    "Found": "objects",
    "GaussianRaters": "ratings",
    "Glad": "glad",
    "GladResult": "glad",
    "HierarchicalDawidSkene": "hierarchical",
    "Interval": "bootstrap",
    "KemenyRanking": "rankings",
    "Kind": "objects",
    "Kos": "kos",
    "KosResult": "kos",
    "LabelSets": "multi_label",
    "Line": "reliability",
    "Mace": "mace",
    "MaceResult": "mace",
    "MajorityVote": "majority_vote",
    "MajorityVoteResult": "majority_vote",
    "Mark": "objects",
    "MaskEM": "masks",
    "MaskEMResult": "masks",
    "MaskRasa": "masks",
    "MaskResult": "masks",
    "MaskVote": "masks",
    "MedoidResult": "texts",
    "Mmsr": "mmsr",
    "MmsrResult": "mmsr",
    "MultiLabel": "multi_label",
    "MultiLabelResult": "multi_label",
    "NoisyBradleyTerry": "bradley_terry",
    "NoisyBradleyTerryResult": "bradley_terry",
    "NumericResult": "ratings",
    "ObjectFusion": "objects",
    "ObjectsResult": "objects",
    "OneCoinDawidSkene": "one_coin",
    "OneCoinResult": "one_coin",
    "OrdinalMedian": "ordinal",
    "OrdinalMedianResult": "ordinal",
    "OrdinalRaters": "ordinal",
    "OrdinalRatersResult": "ordinal",
    "POLYGONS": "objects",
    "PartitionedResult": "partition",
    "PlackettLuce": "plackett_luce",
    "PlackettLuceResult": "plackett_luce",
    "RankingResult": "rankings",
    "Ratings": "ratings",
    "Reliability": "reliability",
    "Rover": "texts",
    "RoverResult": "texts",
    "SOLIDS": "objects",
    "SPANS": "objects",
    "TRACKS": "objects",
    "TagsResult": "tokens",
    "Temperature": "calibration",
    "TextMedoid": "texts",
    "TokenTags": "tokens",
    "UNKNOWN": "votes",
    "VariationalDawidSkene": "variational",
    "Votes": "votes",
    "Wawa": "wawa",
    "WeightedMajority": "weighted_majority",
    "WeightedMean": "ratings",
    "WeightedMedian": "ratings",
    "WeightedVoteResult": "weighted_majority",
    "WorkerRecord": "skills",
    "WorkerSkill": "worker_skill",
    "ZeroBasedSkill": "zero_based_skill",
    "answers_alpha": "agreement",
    "answers_over_tasks": "bootstrap",
    "calibrate": "calibration",
    "cohen_kappa": "agreement",
    "ece": "calibration",
    "ece_by_chance": "calibration",
    "expected_reliability": "reliability",
    "fit_parquet": "partition",
    "fleiss_kappa": "agreement",
    "krippendorff_alpha": "agreement",
    "learn_isotonic": "reliability",
    "learn_reliability": "reliability",
    "mean_square_gap": "calibration",
    "marks_apart": "objects",
    "needs_another": "adaptive",
    "over_tasks": "bootstrap",
    "points": "objects",
    "posterior": "online",
    "share_interval": "intervals",
    "strengths_over_workers": "bootstrap",
    "vote_margin": "online",
    "worker_skills": "skills",
}


def __getattr__(name: str) -> object:
    """The method or record of that name, from its own file."""
    if name not in _HOMES:
        raise AttributeError(f"goldwright.algorithms has no {name}; it has {', '.join(__all__)}.")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
