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
    from goldwright.algorithms.agreement import cohen_kappa, fleiss_kappa, krippendorff_alpha
    from goldwright.algorithms.bradley_terry import (
        BradleyTerry,
        BradleyTerryResult,
        NoisyBradleyTerry,
        NoisyBradleyTerryResult,
    )
    from goldwright.algorithms.calibration import Temperature, calibrate, ece
    from goldwright.algorithms.comparisons import Comparisons
    from goldwright.algorithms.dawid_skene import DawidSkene, DawidSkeneResult
    from goldwright.algorithms.glad import Glad, GladResult
    from goldwright.algorithms.hierarchical import HierarchicalDawidSkene
    from goldwright.algorithms.kos import Kos, KosResult
    from goldwright.algorithms.mace import Mace, MaceResult
    from goldwright.algorithms.majority_vote import MajorityVote, MajorityVoteResult
    from goldwright.algorithms.masks import MaskEM, MaskEMResult, MaskRasa, MaskResult, MaskVote
    from goldwright.algorithms.mmsr import Mmsr, MmsrResult
    from goldwright.algorithms.multi_label import LabelSets, MultiLabel, MultiLabelResult
    from goldwright.algorithms.one_coin import OneCoinDawidSkene, OneCoinResult
    from goldwright.algorithms.online import WorkerSkill, posterior, vote_margin
    from goldwright.algorithms.ordinal import (
        OrdinalMedian,
        OrdinalMedianResult,
        OrdinalRaters,
        OrdinalRatersResult,
    )
    from goldwright.algorithms.plackett_luce import PlackettLuce, PlackettLuceResult
    from goldwright.algorithms.rankings import KemenyRanking, RankingResult
    from goldwright.algorithms.ratings import (
        GaussianRaters,
        NumericResult,
        Ratings,
        WeightedMean,
        WeightedMedian,
    )
    from goldwright.algorithms.texts import MedoidResult, Rover, RoverResult, TextMedoid
    from goldwright.algorithms.variational import VariationalDawidSkene
    from goldwright.algorithms.votes import UNKNOWN, Votes
    from goldwright.algorithms.wawa import Wawa
    from goldwright.algorithms.weighted_majority import WeightedMajority, WeightedVoteResult
    from goldwright.algorithms.zero_based_skill import ZeroBasedSkill

__all__ = [
    "UNKNOWN",
    "BradleyTerry",
    "BradleyTerryResult",
    "Comparisons",
    "DawidSkene",
    "DawidSkeneResult",
    "GaussianRaters",
    "Glad",
    "GladResult",
    "HierarchicalDawidSkene",
    "KemenyRanking",
    "Kos",
    "KosResult",
    "LabelSets",
    "Mace",
    "MaceResult",
    "MajorityVote",
    "MajorityVoteResult",
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
    "OneCoinDawidSkene",
    "OneCoinResult",
    "OrdinalMedian",
    "OrdinalMedianResult",
    "OrdinalRaters",
    "OrdinalRatersResult",
    "PlackettLuce",
    "PlackettLuceResult",
    "RankingResult",
    "Ratings",
    "Rover",
    "RoverResult",
    "Temperature",
    "TextMedoid",
    "VariationalDawidSkene",
    "Votes",
    "Wawa",
    "WeightedMajority",
    "WeightedMean",
    "WeightedMedian",
    "WeightedVoteResult",
    "WorkerSkill",
    "ZeroBasedSkill",
    "calibrate",
    "cohen_kappa",
    "ece",
    "fleiss_kappa",
    "krippendorff_alpha",
    "needs_another",
    "posterior",
    "vote_margin",
]

# Loaded on first use: PyArrow and SciPy take half a second and 50 MiB that a server which only
# settles votes as they come (`adaptive`, `online`) never needs.
_HOMES = {
    "BradleyTerry": "bradley_terry",
    "BradleyTerryResult": "bradley_terry",
    "Comparisons": "comparisons",
    "DawidSkene": "dawid_skene",
    "DawidSkeneResult": "dawid_skene",
    "GaussianRaters": "ratings",
    "Glad": "glad",
    "GladResult": "glad",
    "HierarchicalDawidSkene": "hierarchical",
    "KemenyRanking": "rankings",
    "Kos": "kos",
    "KosResult": "kos",
    "LabelSets": "multi_label",
    "Mace": "mace",
    "MaceResult": "mace",
    "MajorityVote": "majority_vote",
    "MajorityVoteResult": "majority_vote",
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
    "OneCoinDawidSkene": "one_coin",
    "OneCoinResult": "one_coin",
    "OrdinalMedian": "ordinal",
    "OrdinalMedianResult": "ordinal",
    "OrdinalRaters": "ordinal",
    "OrdinalRatersResult": "ordinal",
    "PlackettLuce": "plackett_luce",
    "PlackettLuceResult": "plackett_luce",
    "RankingResult": "rankings",
    "Ratings": "ratings",
    "Rover": "texts",
    "RoverResult": "texts",
    "Temperature": "calibration",
    "TextMedoid": "texts",
    "UNKNOWN": "votes",
    "VariationalDawidSkene": "variational",
    "Votes": "votes",
    "Wawa": "wawa",
    "WeightedMajority": "weighted_majority",
    "WeightedMean": "ratings",
    "WeightedMedian": "ratings",
    "WeightedVoteResult": "weighted_majority",
    "WorkerSkill": "online",
    "ZeroBasedSkill": "zero_based_skill",
    "calibrate": "calibration",
    "cohen_kappa": "agreement",
    "ece": "calibration",
    "fleiss_kappa": "agreement",
    "krippendorff_alpha": "agreement",
    "needs_another": "adaptive",
    "posterior": "online",
    "vote_margin": "online",
}


def __getattr__(name: str) -> object:
    """The method or record of that name, from its own file."""
    if name not in _HOMES:
        raise AttributeError(f"goldwright.algorithms has no {name}; it has {', '.join(__all__)}.")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
