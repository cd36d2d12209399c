"""How the network agrees with people: is it inside the spread of the ten who judged a picture.

Every comparison leaves one annotator out and asks both that annotator and the network about the
other nine, so that neither is judged by an own vote. Votes for the eight emotions count, raw, with
no vote dropped; "unknown" and "no face" votes do not. FER+ does not say who cast which vote, so
figures are means over the annotators of a picture, and then over pictures.
"""

from dataclasses import asdict, dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from models.evaluation.metrics import SMALLEST_PROBABILITY, Probabilities
from models.labels import VOTE_LABELS

ANNOTATORS: Final[int] = 10
"""How many people judged each picture (Barsoum et al. 2016, section 2)."""

Votes = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Beside:
    """One figure of the network and the same of an annotator who was left out."""

    network: float
    annotator: float


@dataclass(frozen=True)
class PeopleReport:
    """Agreement with people over the pictures that have two or more votes for an emotion."""

    rows: int
    same_as_another: Beside
    """Chance that the answer is that of a random one of the other nine."""
    same_as_most: Beside
    """Chance that the answer is the commonest of the other nine; a tie counts in parts."""
    given_by_two: Beside
    """Share of answers that at least two of the other nine gave."""
    distance: Beside
    """Mean total variation distance, 0..1, from the shares of the other nine: of the network's
    vote head, and of the annotator's single vote. Less is closer."""
    surprise: Beside
    """Log loss, in nats, at the left-out vote: of the network's vote head, and under "annotator"
    of the other nine's shares after half a vote is added to each emotion. Less is better."""
    divergence: float
    """Mean Kullback-Leibler divergence, in nats, of the vote head from the shares of all votes."""
    ranks: list[float]
    """``same_as_another`` of the annotators of a picture, from the one who agrees most with the
    others to the one who agrees least, each a mean over pictures."""
    agrees_more_than: float
    """Share of the ranks below the network's own ``same_as_another``."""
    inside: bool
    """Whether the network agrees with people at least as much as the mean annotator does."""

    def as_dict(self) -> dict[str, object]:
        """Plain values for JSON."""
        return asdict(self)


def agree_with_people(votes: Votes, shares: Probabilities) -> PeopleReport | None:
    """Compare a vote head with raw votes; None where no picture has two votes for an emotion.

    ``votes`` (N, 8 or more) counts in the order of ``VOTE_LABELS``, further columns ignored;
    ``shares`` (N, 8) probabilities of the network, whose answer is the most probable emotion.
    """
    used = votes[:, : len(VOTE_LABELS)].sum(axis=1) >= 2
    if not used.any():
        return None
    counts = votes[used, : len(VOTE_LABELS)].astype(np.float64)
    shares = np.asarray(shares[used], dtype=np.float32)
    ranks = _ranks(counts)
    same = _same_as_another(counts, shares)
    return PeopleReport(
        rows=int(used.sum()),
        same_as_another=same,
        same_as_most=_same_as_most(counts, shares),
        given_by_two=_given_by_two(counts, shares),
        distance=_distance(counts, shares),
        surprise=_surprise(counts, shares),
        divergence=_divergence(counts, shares),
        ranks=ranks,
        agrees_more_than=round(float(np.mean([rank < same.network for rank in ranks])), 2),
        inside=same.network >= same.annotator,
    )


def _left_out(votes: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Other people's votes (N, 8, 8): the second axis says what the one left out had voted."""
    others: npt.NDArray[np.float64] = np.maximum(votes[:, None, :] - np.eye(votes.shape[1]), 0)
    return others


def _mean(votes: npt.NDArray[np.float64], figure: npt.NDArray[np.float64]) -> float:
    """Mean over annotators, then over pictures, of a figure (N, 8) by what was voted."""
    return round(float(((votes * figure).sum(axis=1) / votes.sum(axis=1)).mean()), 4)


def _pick(
    others: npt.NDArray[np.float64], answer: npt.NDArray[np.int64]
) -> npt.NDArray[np.float64]:
    """What the others say of the network's answer, (N, 8)."""
    return np.asarray(others[np.arange(len(answer)), :, answer])


def _pair(
    votes: npt.NDArray[np.float64], shares: Probabilities, figure: npt.NDArray[np.float64]
) -> Beside:
    """Read a figure (N, 8 left out, 8 answered) at the network's and at the annotator's answer."""
    own = np.diagonal(figure, axis1=1, axis2=2)
    return Beside(
        network=_mean(votes, _pick(figure, shares.argmax(axis=1))), annotator=_mean(votes, own)
    )


def _same_as_another(votes: npt.NDArray[np.float64], shares: Probabilities) -> Beside:
    others = _left_out(votes)
    return _pair(votes, shares, others / np.maximum(others.sum(axis=2, keepdims=True), 1))


def _same_as_most(votes: npt.NDArray[np.float64], shares: Probabilities) -> Beside:
    others = _left_out(votes)
    most = (others == others.max(axis=2, keepdims=True)).astype(np.float64)
    return _pair(votes, shares, most / most.sum(axis=2, keepdims=True))


def _given_by_two(votes: npt.NDArray[np.float64], shares: Probabilities) -> Beside:
    return _pair(votes, shares, (_left_out(votes) >= 2).astype(np.float64))


def _distance(votes: npt.NDArray[np.float64], shares: Probabilities) -> Beside:
    others = _left_out(votes)
    others = others / np.maximum(others.sum(axis=2, keepdims=True), 1)
    network = np.abs(others - shares[:, None, :]).sum(axis=2) / 2
    annotator = 1 - np.diagonal(others, axis1=1, axis2=2)
    return Beside(network=_mean(votes, network), annotator=_mean(votes, annotator))


def _surprise(votes: npt.NDArray[np.float64], shares: Probabilities) -> Beside:
    others = _left_out(votes) + 0.5
    others = np.diagonal(others / others.sum(axis=2, keepdims=True), axis1=1, axis2=2)
    network = -np.log(np.maximum(shares, SMALLEST_PROBABILITY))
    return Beside(
        network=_mean(votes, network.astype(np.float64)), annotator=_mean(votes, -np.log(others))
    )


def _divergence(votes: npt.NDArray[np.float64], shares: Probabilities) -> float:
    truth = votes / votes.sum(axis=1, keepdims=True)
    logs = np.log(np.maximum(truth, SMALLEST_PROBABILITY))
    logs = logs - np.log(np.maximum(shares, SMALLEST_PROBABILITY))
    return round(float((truth * logs).sum(axis=1).mean()), 4)


def _ranks(votes: npt.NDArray[np.float64]) -> list[float]:
    """Read ten evenly spaced ranks of each picture; with ten votes these are the ten people."""
    counts = votes.astype(np.int64)
    total = counts.sum(axis=1)
    by_rank = np.zeros((len(counts), ANNOTATORS))
    for row, count in enumerate(counts):
        agreement = np.repeat((count - 1) / (total[row] - 1), count)
        places = ((np.arange(ANNOTATORS) + 0.5) / ANNOTATORS * len(agreement)).astype(int)
        by_rank[row] = np.sort(agreement)[::-1][places]
    return [round(float(rank), 4) for rank in by_rank.mean(axis=0)]
