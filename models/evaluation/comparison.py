"""One run over a network and those beside it: the same faces, the same troubles, one document."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from models.dataset import FaceSet
from models.errors import DatasetError
from models.evaluation.action import HIGHLIGHTS, ActionReport
from models.evaluation.calibration import FITTED_ON, Calibration, check_calibration
from models.evaluation.corruptions import ASKED, CONDITIONS, Condition
from models.evaluation.emotion import EmotionReport, report_on
from models.evaluation.networks import Network, NetworkFile
from models.evaluation.readers import read_all
from models.evaluation.robustness import Loss, measure_losses, share_of_loss
from models.evaluation.speed import measure_speed

Told = Callable[[str, int, int], None]
"""Told what is being done, and how many faces of how many."""


@dataclass(frozen=True)
class Measured:
    """Everything about one network."""

    network: NetworkFile
    report: EmotionReport
    calibration: dict[str, Calibration]
    action_on_public_test: ActionReport | None
    losses: list[Loss]


@dataclass(frozen=True)
class Comparison:
    """A network and those measured beside it in the same run."""

    own: Measured
    beside: list[Measured]

    def as_dict(self) -> dict[str, Any]:
        """One document: the own network's figures at the top, the others under ``beside``."""
        own = _as_dict(self.own)
        names = names_apart([other.network for other in self.beside])
        own["robustness_beside"] = {
            name: _shares(self.own, other)
            for name, other in zip(names, self.beside, strict=True)
            if other.losses
        }
        return own | {"beside": [_as_dict(other) for other in self.beside]}


def names_apart(networks: Sequence[NetworkFile]) -> list[str]:
    """Name each network; those that share a name get the beginning of their file's SHA-256."""
    times = Counter(network.name for network in networks)
    return [
        each.name if times[each.name] == 1 else f"{each.name} {each.sha256[:8]}"
        for each in networks
    ]


def compare(
    own: Network,
    beside: list[Network],
    faces: FaceSet,
    split: str = "PrivateTest",
    conditions: tuple[Condition, ...] = CONDITIONS,
    told: Told | None = None,
) -> Comparison:
    """Measure networks on one split, and in every condition; no conditions, no robustness.

    Raises ``DatasetError`` if there are no faces in ``split``, or none to fit the temperature on.
    """
    for name in dict.fromkeys((split, FITTED_ON)):
        if not len(faces.of_split(name)):
            raise DatasetError(
                f"there are no {name} faces in this file, and they are needed to measure: give the "
                "whole of FER2013"
            )
    measured = [
        measure(network, faces, split, conditions, told or _say_nothing)
        for network in (own, *beside)
    ]
    return Comparison(own=measured[0], beside=measured[1:])


def measure(
    network: Network, faces: FaceSet, split: str, conditions: tuple[Condition, ...], told: Told
) -> Measured:
    """Measure one network; its temperature is fitted on PublicTest, whatever the split."""
    name, reader = network.about.name, network.reader
    rows, public = faces.of_split(split), faces.of_split(FITTED_ON)

    def tell(what: str) -> Callable[[int, int], None]:
        return lambda done, total: told(f"{name}: {what}", done, total)

    said = read_all(reader, rows.faces, tell(split))
    said_public = said if split == FITTED_ON else read_all(reader, public.faces, tell(FITTED_ON))
    losses = (
        measure_losses(reader, rows, said, conditions, tell("robustness")) if conditions else []
    )
    return Measured(
        network=network.about,
        report=report_on(said, faces, split, measure_speed(reader, rows.faces)),
        calibration=check_calibration(said_public, public, said, rows),
        action_on_public_test=report_on(said_public, faces, FITTED_ON).action,
        losses=losses,
    )


def _as_dict(measured: Measured) -> dict[str, Any]:
    report = measured.report.as_dict()
    split_action = report.pop("action")
    public = measured.action_on_public_test
    action = {measured.report.split: split_action, FITTED_ON: asdict(public) if public else None}
    return report | {
        "network": asdict(measured.network),
        "calibration": {head: asdict(each) for head, each in measured.calibration.items()},
        "action": {split: each for split, each in action.items() if each} or None,
        "action_highlights": list(HIGHLIGHTS),
        "robustness": [asdict(loss) for loss in measured.losses],
    }


def _shares(own: Measured, other: Measured) -> list[dict[str, Any]]:
    """Condition by condition, what part of the other network's loss the own one is."""
    return [
        {
            "condition": mine.condition,
            "points_lost": mine.fer2013_points_lost,
            "points_lost_by_other": theirs.fer2013_points_lost,
            "share_of_loss": share_of_loss(mine.fer2013_points_lost, theirs.fer2013_points_lost),
            "ferplus_share_of_loss": share_of_loss(
                mine.ferplus_points_lost, theirs.ferplus_points_lost
            ),
            "asked": mine.condition in ASKED,
        }
        for mine, theirs in zip(own.losses, other.losses, strict=True)
    ]


def _say_nothing(what: str, done: int, total: int) -> None:
    """Report no progress."""
