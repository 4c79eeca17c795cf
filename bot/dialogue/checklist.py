"""A checklist replayed from its answers: where the person stands, and what their list holds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from bot.content.model import NOT_SURE, Checklist, Deadline, Item, Question
from bot.dialogue.session import Given, Progress

if TYPE_CHECKING:
    from collections.abc import Mapping

# The option of a question with several choices that says "that is all".
DONE = "done"
# A worker may have started years ago, and is seldom hired more than a year ahead.
DAYS_BACK, DAYS_AHEAD = timedelta(days=3650), timedelta(days=365)
# A time of day as an answer: 15.30, for a colon parts the values of a button.
TIME = re.compile(r"([01]\d|2[0-3])\.[0-5]\d")


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
        if not applies(decided, counted):
            continue
        given = answers.get(name)
        if given is not None and not open_questions and fits(question, given):
            counted[name] = given
        elif not open_questions or question.clarifies is None:
            open_questions.append(name)  # a contradiction is no step until it is there
    current = open_questions[0] if open_questions else None
    return Standing(tuple(counted), current, len(counted) + _still_to_come(checklist, open_questions))


def _still_to_come(checklist: Checklist, open_questions: list[str]) -> int:
    """How many questions the longest way on still asks: of those that exclude each other, one side counts."""
    depends_on = {
        name: next((asked for asked in checklist.questions[name].when if asked in open_questions), None)
        for name in open_questions
    }

    def way_on(asked: str) -> int:
        after = [name for name, before in depends_on.items() if before == asked]
        wanted = {name: checklist.questions[name].when[asked] for name in after}
        if checklist.questions[asked].kind == "several":
            return 1 + sum(way_on(name) for name in after)
        answers = {answer for one in wanted.values() for answer in one}
        sides = (sum(way_on(name) for name in after if answer in wanted[name]) for answer in answers)
        return 1 + max(sides, default=0)

    return sum(way_on(name) for name, before in depends_on.items() if before is None)


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
        case "time":
            return given in question.options or as_time(given) is not None


def items(checklist: Checklist, answers: Mapping[str, Given], today: date | None = None) -> dict[str, Item]:
    """The items of the list that these answers call for; with `today` those named on that day."""
    given = counted_answers(checklist, answers)
    return {
        name: item
        for name, item in checklist.items.items()
        if applies(item.when, given) and (today is None or item.holds(today))
    }


def deadlines(checklist: Checklist, answers: Mapping[str, Given]) -> list[tuple[Deadline, date, time | None]]:
    """The deadlines that these answers call for, each with the day and the hour (None: not known) it counts from."""
    given = counted_answers(checklist, answers)
    return [
        (deadline, start, _hour_of(deadline, given))
        for deadline in checklist.deadlines
        if (start := as_date(given.get(deadline.question))) is not None and applies(deadline.when, given)
    ]


def _hour_of(deadline: Deadline, answers: Mapping[str, Given]) -> time | None:
    """The time of day that a deadline in hours counts from, and so the one it ends at; None when not known.

    A period in hours here is whole days (48 hours), which the checks of the content see to. Midnight counts as
    not known: "Wednesday, 12 midnight" is read as the end of Wednesday, and a period from midnight ends as
    Wednesday begins, so the day before is given.
    """
    hour = as_time(answers.get(deadline.time)) if deadline.time is not None else None
    return None if hour == time(0) else hour


def days_taken(question: Question, today: date) -> tuple[date, date]:
    """The first and last day that a date question takes. Anything further off is a slip of the finger."""
    last = today if question.latest == "today" else today + DAYS_AHEAD
    return today - DAYS_BACK, last


def counted_answers(checklist: Checklist, answers: Mapping[str, Given]) -> dict[str, Given]:
    """The answers that count, in the order of the questions."""
    return {name: answers[name] for name in replay(checklist, answers).answered}


def applies(when: Mapping[str, tuple[str, ...]], given: Mapping[str, Given]) -> bool:
    """Whether the answers given are those that a `when` asks for."""
    return all(_matches(given.get(name), wanted) for name, wanted in when.items())


def _matches(given: Given | None, wanted: tuple[str, ...]) -> bool:
    if given is None:
        return False
    if isinstance(given, tuple):
        return any(one in wanted for one in given)
    return (
        given in wanted
        or ("date" in wanted and as_date(given) is not None)
        or ("time" in wanted and as_time(given) is not None)
    )


def as_date(given: Given | None) -> date | None:
    """The day that an answer to a date question stands for, None for its other options."""
    if not isinstance(given, str):
        return None
    try:
        return date.fromisoformat(given)
    except ValueError:
        return None


def as_time(given: Given | None) -> time | None:
    """The time of day that an answer to a time question stands for, None for its other options."""
    if not isinstance(given, str) or not TIME.fullmatch(given):
        return None
    return time.fromisoformat(given.replace(".", ":"))


# --- Changes to a person's progress ------------------------------------------------------------


def choose(question_name: str, question: Question, option: str, progress: Progress) -> Progress | None:
    """The progress after an option was chosen, or None when the question has no such option."""
    if question.kind == "several" and option != NOT_SURE:
        return _pick(question_name, question, option, progress)
    if fits(question, option):
        return clarified(_answered(progress, question_name, option), question_name, question)
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


def clarified(progress: Progress, clarifying: str, question: Question) -> Progress:
    """The progress once two answers that did not go together are sorted out.

    What was chosen takes the place of the earlier answer. Where the person stands by that answer, the
    clarification is kept, and so not asked for again.
    """
    earlier, chosen = question.clarifies, progress.answers[clarifying]
    if earlier is None or progress.answers.get(earlier) == chosen:
        return progress
    answers = {name: given for name, given in progress.answers.items() if name != clarifying}
    return progress.model_copy(update={"answers": {**answers, earlier: chosen}})


def tick(progress: Progress, item: str) -> Progress:
    """The progress with one item ticked, or unticked."""
    return progress.model_copy(update={"ticked": progress.ticked ^ {item}})


def _answered(progress: Progress, name: str, given: Given) -> Progress:
    return _changed(progress, answers={**progress.answers, name: given}, picking=())


def _changed(progress: Progress, **changes: object) -> Progress:
    return progress.model_copy(update={**changes, "revision": progress.revision + 1})
