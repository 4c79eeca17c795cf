"""Fits when to answer and when to offer, from labelled questions that taught the bot nothing."""

from __future__ import annotations

from dataclasses import astuple, dataclass, fields

import numpy as np
from numpy.typing import NDArray

from bot.content.model import Judge, Judgement
from bot.matching.decide import Signals

# At most this part of the direct answers may be wrong on questions that the weights were not fitted on.
# The aim in use is 0.05; the rest is room for what other questions will bring.
MOST_WRONG = 0.038
# At most this part of the near misses, which no topic answers, may get an answer.
MOST_NEAR_MISSES = 0.05
# This part of the questions whose topic is among the best three may go without an offer.
MOST_SILENCED = 0.005
FOLDS = 10
# Keeps the weights small: there are hundreds of questions, not thousands.
RIDGE = 3.0
STEPS = 50

NAMES = tuple(field.name for field in fields(Signals))
# What says whether the best topic is right. How long a message is and how the rest is spread fit these questions
# no better.
SURE = [NAMES.index(name) for name in ("best", "margin", "outside", "known", "strange")]
NEAR = list(range(len(NAMES)))
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Sample:
    """One labelled question: its signals, and whether its best topic, or one of the best three, is right.

    `near_miss` is a question close to ours that no topic answers.
    """

    found: Signals
    right: bool
    near: bool
    near_miss: bool = False


def fit(samples: list[Sample]) -> Judgement:
    """The judgement for these samples. Thresholds are set on chances that each sample had no part in."""
    rows = np.array([astuple(sample.found) for sample in samples], np.float64)
    right = np.array([sample.right for sample in samples])
    near = np.array([sample.near for sample in samples])
    missed = np.array([sample.near_miss for sample in samples])
    return Judgement(
        sure=_judge(rows, right, SURE),
        near=_judge(rows, near, NEAR),
        answer_from=_answer_from(_unseen(rows[:, SURE], right), right, missed),
        offer_from=_offer_from(_unseen(rows[:, NEAR], near), near),
    )


def _judge(rows: Floats, truth: NDArray[np.bool_], columns: list[int]) -> Judge:
    bias, weights = _logistic(rows[:, columns], truth)
    named = zip((NAMES[column] for column in columns), weights, strict=True)
    return Judge(bias=round(bias, 4), weights={name: round(float(weight), 4) for name, weight in named})


def _logistic(rows: Floats, truth: NDArray[np.bool_]) -> tuple[float, Floats]:
    """Logistic regression by Newton's steps, with a ridge on the standardised weights."""
    mean, spread = rows.mean(0), rows.std(0) + 1e-9
    standard = np.hstack([(rows - mean) / spread, np.ones((len(rows), 1))])
    ridge = np.eye(standard.shape[1]) * RIDGE
    ridge[-1, -1] = 0
    weights = np.zeros(standard.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-np.clip(standard @ weights, -30, 30)))
        slope = standard.T @ (chance - truth) + ridge @ weights
        bend = (standard * (chance * (1 - chance))[:, None]).T @ standard + ridge
        weights -= np.linalg.solve(bend, slope)
    raw = weights[:-1] / spread
    return float(weights[-1] - raw @ mean), raw


def _unseen(rows: Floats, truth: NDArray[np.bool_]) -> Floats:
    """The chance of each sample by weights fitted without its fold."""
    fold = np.arange(len(rows)) % FOLDS
    chances = np.zeros(len(rows))
    for one in range(FOLDS):
        bias, weights = _logistic(rows[fold != one], truth[fold != one])
        chances[fold == one] = 1 / (1 + np.exp(-(rows[fold == one] @ weights + bias)))
    return chances


def _answer_from(chances: Floats, right: NDArray[np.bool_], missed: NDArray[np.bool_]) -> float:
    """The lowest chance from which few enough of the answers are wrong and few enough near misses answered."""
    order = np.argsort(-chances, kind="stable")
    wrong = np.cumsum(~right[order]) / np.arange(1, len(order) + 1)
    answered = np.cumsum(missed[order]) / max(1, missed.sum())
    within = np.flatnonzero((wrong <= MOST_WRONG) & (answered <= MOST_NEAR_MISSES))
    return round(float(chances[order[within[-1]]]), 4) if len(within) else 1.0


def _offer_from(chances: Floats, near: NDArray[np.bool_]) -> float:
    """The highest chance that leaves no more than MOST_SILENCED of the helpful offers unmade."""
    return round(float(np.quantile(chances[near], MOST_SILENCED)), 4)
