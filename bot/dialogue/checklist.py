"""A checklist replayed from its answers: where the person stands, and what their list holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bot.content.model import NOT_SURE, Checklist, Deadline, Item, Question
from bot.dialogue.session import Given, Progress

if TYPE_CHECKING:
    from collections.abc import Mapping

# The option of a question with several choices that says "that is all".
DONE = "done"


@dataclass(frozen=True)
class Standing:
    """Where a person stands. `current` is the question to answer next, None when all are answered."""

    answered: tuple[str, ...]
    current: str | None
    total: int

    @property
    def number(self) -> int:
        """The number of the current question, from 1."""
        return len(self.answered) + 1


def replay(checklist: Checklist, answers: Mapping[str, Given]) -> Standing:
    """Walk the questions in order with the answers given; those that no longer fit do not count.

    Back, a changed answer and content that changed under a live session all come out of this walk.
    """
    counted: dict[str, Given] = {}
    open_questions: list[str] = []
    for name, question in checklist.questions.items():
        decided = {asked: wanted for asked, wanted in question.when.items() if asked not in open_questions}
        if not _applies(decided, counted):
            continue
        given = answers.get(name)
        if given is not None and not open_questions and fits(question, given):
            counted[name] = given
        else:
            open_questions.append(name)
    current = open_questions[0] if open_questions else None
    return Standing(tuple(counted), current, len(counted) + len(open_questions))


def fits(question: Question, given: Given) -> bool:
    """Whether an answer is one that the question takes."""
    if given == NOT_SURE:
        return True
    match question.kind:
        case "one":
            return given in question.options
        case "several":
            return isinstance(given, tuple) and bool(given) and set(given) <= set(question.options)
        case "date":
            return given in question.options or as_date(given) is not None


def items(checklist: Checklist, answers: Mapping[str, Given]) -> dict[str, Item]:
    """The items of the list that these answers call for."""
    given = _counted(checklist, answers)
    return {name: item for name, item in checklist.items.items() if _applies(item.when, given)}


def deadlines(
    checklist: Checklist, answers: Mapping[str, Given], days: Mapping[str, int]
) -> list[tuple[Deadline, date]]:
    """The deadlines that can be worked out, with their dates. `days` are the facts they count with."""
    given = _counted(checklist, answers)
    worked_out = []
    for deadline in checklist.deadlines:
        start = as_date(given.get(deadline.question))
        if start is not None and deadline.fact in days and _applies(deadline.when, given):
            worked_out.append((deadline, days_after(start, days[deadline.fact])))
    return worked_out


def days_after(start: date, days: int) -> date:
    """The last day of a period of `days` counted from `start` (fact A3.1: 30 days from the hire date).

    The start itself is day 0: hired on 20 November, 30 days end on 20 December. Weekends and holidays
    do not extend it.
    """
    return start + timedelta(days=days)


def _counted(checklist: Checklist, answers: Mapping[str, Given]) -> dict[str, Given]:
    return {name: answers[name] for name in replay(checklist, answers).answered}


def _applies(when: Mapping[str, tuple[str, ...]], given: Mapping[str, Given]) -> bool:
    return all(_matches(given.get(name), wanted) for name, wanted in when.items())


def _matches(given: Given | None, wanted: tuple[str, ...]) -> bool:
    if given is None:
        return False
    if isinstance(given, tuple):
        return any(one in wanted for one in given)
    return given in wanted or ("date" in wanted and as_date(given) is not None)


def as_date(given: Given | None) -> date | None:
    if not isinstance(given, str):
        return None
    try:
        return date.fromisoformat(given)
    except ValueError:
        return None


# --- Changes to a person's progress ------------------------------------------------------------


def choose(question_name: str, question: Question, option: str, progress: Progress) -> Progress | None:
    """The progress after an option was chosen, or None when the question has no such option."""
    if option == NOT_SURE:
        return _answered(progress, question_name, NOT_SURE)
    if question.kind == "several":
        return _pick(question_name, question, option, progress)
    if fits(question, option):
        return _answered(progress, question_name, option)
    return None


def _pick(name: str, question: Question, option: str, progress: Progress) -> Progress | None:
    if option == DONE:
        return _answered(progress, name, progress.picking) if progress.picking else None
    if option not in question.options:
        return None
    picked = set(progress.picking) ^ {option}
    picking = tuple(key for key in question.options if key in picked)
    return _changed(progress, picking=picking)


def forget(progress: Progress, question_name: str, question: Question) -> Progress:
    """The progress with one question open again; several choices made before stay ticked."""
    answers = {name: given for name, given in progress.answers.items() if name != question_name}
    before = progress.answers.get(question_name)
    picking = tuple(key for key in before if key in question.options) if isinstance(before, tuple) else ()
    return _changed(progress, answers=answers, picking=picking)


def tick(progress: Progress, item: str) -> Progress:
    """The progress with one item ticked, or unticked."""
    return progress.model_copy(update={"ticked": progress.ticked ^ {item}})


def _answered(progress: Progress, name: str, given: Given) -> Progress:
    return _changed(progress, answers={**progress.answers, name: given}, picking=())


def _changed(progress: Progress, **changes: object) -> Progress:
    return progress.model_copy(update={**changes, "revision": progress.revision + 1})
