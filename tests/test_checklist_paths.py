"""Every path of every checklist, walked. States that the rest of the way cannot tell apart are walked once."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING

import pytest

from bot.channels import plain
from bot.channels.telegram_render import MOST_BUTTON_BYTES, button_data, html, read_button
from bot.config import read_settings
from bot.content.loader import load
from bot.content.model import NOT_SURE, Section
from bot.dialogue import checklist as walk
from bot.dialogue.engine import Engine
from bot.dialogue.messages import (
    Choose,
    Look,
    Said,
    Sent,
    SetLanguage,
    UnknownCommand,
)
from bot.dialogue.session import Session
from bot.dialogue.turn import Turn
from bot.dialogue.views import Home, Reason, Step
from bot.dialogue.wording import Wording
from bot.i18n import Language, load_catalogues
from bot.matching.decide import Decision, Verdict
from bot.matching.spoken import Spoken
from tests.conftest import TODAY
from tests.emulator.telegram_html import read_html

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.content.model import Checklist, Knowledge, Question
    from bot.dialogue.reply import Reply
    from bot.i18n import Catalogues

MOST_QUESTIONS = 12
AN_HOUR = "15.00"
Key = tuple[object, ...]


class Silent:
    """Stands in for the matching: no words are typed on these walks."""

    def decide(self, text: str, context: object) -> Decision:
        del text, context
        return Decision(Verdict.UNKNOWN)

    def spoken(self, text: str) -> Spoken:
        del text
        return Spoken.UNKNOWN


@lru_cache(maxsize=1)
def _catalogues() -> Catalogues:
    return load_catalogues(read_settings().locales_dir)


@lru_cache(maxsize=1)
def _knowledge() -> Knowledge:
    return load(read_settings().knowledge_dir, _catalogues())


CHECKLISTS = sorted(path.stem for path in (read_settings().knowledge_dir / "checklists").glob("*.yaml"))


def fresh_engine() -> Engine:
    return Engine(_knowledge(), Silent())


def says(session: Session) -> list[str]:
    """The screen of a session as plain text, in both languages."""
    wording = Wording(_knowledge(), _catalogues())
    return [plain.text(reply) for reply in replies(wording, session)]


def replies(wording: Wording, session: Session) -> list[Reply]:
    return [wording.present(Turn(session.but(speaking=language)), TODAY) for language in Language]


def ways(question: Question) -> Iterator[tuple[str, ...]]:
    """Every way to answer a question, as the options that are pressed one after the other."""
    yield (NOT_SURE,)
    if question.kind == "several":
        for count in range(1, len(question.options) + 1):
            for chosen in combinations(question.options, count):
                yield (*chosen, walk.DONE)
        return
    yield from ((option,) for option in question.options)
    if question.kind == "date":
        yield (TODAY.isoformat(),)
    if question.kind == "time":
        yield (AN_HOUR,)


def answered(engine: Engine, session: Session, name: str, presses: tuple[str, ...]) -> Session:
    """The session once the current question is answered by these presses."""
    current = walk.replay(engine.knowledge.checklists[name], session.on(name).answers).current
    assert current is not None
    for option in presses:
        choice = Choose(name, current, option, session.on(name).revision)
        session = engine.respond(session, choice, TODAY).session
    return session


@dataclass
class Walk:
    """All paths of one checklist. `matters` are the answers that keep two states apart to the end."""

    content: Checklist
    matters: frozenset[str] = frozenset()
    states: dict[Key, Session] = field(default_factory=dict)
    pressed: set[tuple[str, str]] = field(default_factory=set)
    ends: dict[Key, Session] = field(default_factory=dict)
    paths: dict[Key, int] = field(default_factory=dict)
    longest: dict[Key, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.engine = fresh_engine()
        self.start = self._visit(Session(place=Step(checklist=self.content.id)))

    def _visit(self, session: Session) -> Key:
        key, current = self._key(session)
        if key in self.paths:
            return key
        self.states[key] = session
        self.paths[key], self.longest[key] = (1, 0) if current is None else (0, 0)
        if current is None:
            self.ends[key] = session
            return key
        for presses in ways(self.content.questions[current]):
            after = answered(self.engine, session, self.content.id, presses)
            self.pressed |= {(current, option) for option in presses}
            found = self._visit(after)
            self.paths[key] += self.paths[found]
            self.longest[key] = max(self.longest[key], self.longest[found] + 1)
        return key

    def _key(self, session: Session) -> tuple[Key, str | None]:
        """What the rest of the way depends on: the current question, and the answers still asked about."""
        answers = walk.counted_answers(self.content, session.on(self.content.id).answers)
        current = walk.replay(self.content, answers).current
        names = list(self.content.questions)
        later = names[names.index(current) :] if current is not None else []
        asked_about = {name for one in later for name in self.content.questions[one].when} | self.matters
        kept = tuple((name, answers[name]) for name in answers if name in asked_about)
        return (current, *kept), current


@lru_cache(maxsize=64)
def walked(name: str, matters: frozenset[str] = frozenset()) -> Walk:
    return Walk(_knowledge().checklists[name], matters)


def ends_by(name: str, chosen: Callable[[Section], bool]) -> list[Session]:
    """Endings that differ in the items of some sections: one for each set of answers those depend on."""
    content = _knowledge().checklists[name]
    asked_about = {asked for item in content.items.values() if chosen(item.section) for asked in item.when}
    return list(walked(name, frozenset(asked_about)).ends.values())


@pytest.mark.parametrize("name", CHECKLISTS)
def test_every_path_ends_and_asks_at_most_twelve_questions(name: str) -> None:
    found = walked(name)
    paths = found.paths[found.start]
    print(  # noqa: T201  the count is asked for
        f"{name}: {paths} paths, at most {found.longest[found.start]} questions, {len(found.states)} states"
    )
    assert paths > 0
    assert found.ends
    assert found.longest[found.start] <= MOST_QUESTIONS


@pytest.mark.parametrize("name", CHECKLISTS)
def test_every_option_of_every_question_can_be_reached(name: str) -> None:
    found = walked(name)
    offered = {
        (asked, option)
        for asked, question in found.content.questions.items()
        for option in (*question.options, NOT_SURE)
    }
    assert offered <= found.pressed


@pytest.mark.parametrize("name", CHECKLISTS)
def test_every_item_is_on_a_list_that_someone_gets(name: str) -> None:
    content = _knowledge().checklists[name]
    for wanted, item in content.items.items():
        ends = walked(name, frozenset(item.when)).ends.values()
        assert any(wanted in walk.items(content, end.on(name).answers) for end in ends), wanted


@pytest.mark.parametrize("name", CHECKLISTS)
def test_every_question_says_where_the_person_is_why_it_is_asked_and_fits_telegram(name: str) -> None:
    wording = Wording(_knowledge(), _catalogues())
    found = walked(name)
    for session in found.states.values():
        standing = walk.replay(found.content, session.on(name).answers)
        for language, reply in zip(Language, replies(wording, session), strict=True):
            for message in html(reply):
                read_html(message)
            for press in (button.press for row in reply.buttons for button in row):
                assert press is not None
                data = button_data(press)
                assert len(data.encode()) <= MOST_BUTTON_BYTES
                assert read_button(data) == press
            if standing.current is None:
                continue
            said = plain.text(reply)
            assert f"{standing.number}/{standing.total} " in said
            assert "▱" in said
            why = session.but(place=Reason(checklist=name), speaking=language)
            asked_why = plain.text(wording.present(Turn(why), TODAY))
            assert asked_why != said
            assert asked_why.endswith(said)


@pytest.mark.parametrize("name", CHECKLISTS)
def test_every_ending_has_a_next_action_a_contact_a_source_and_says_nothing_was_sent(name: str) -> None:
    """The next action is a step, so endings are walked by the answers that steps depend on."""
    content = _knowledge().checklists[name]
    shown: set[tuple[str, ...]] = set()
    for end in ends_by(name, lambda section: section is Section.STEPS):
        steps = tuple(
            key
            for key, item in walk.items(content, end.on(name).answers, TODAY).items()
            if item.section is Section.STEPS
        )
        assert steps, end.on(name).answers
        if steps in shown:
            continue
        shown.add(steps)
        malay, english = says(end)
        for said, words in (
            (
                malay,
                (
                    "Seterusnya: 1. ",
                    "PERKESO 1-300-22-8000",
                    "Sumber: ",
                    "Panduan ini tidak menghantar apa-apa kepada PERKESO.",
                ),
            ),
            (
                english,
                ("Next: 1. ", "PERKESO 1-300-22-8000", "Source: ", "This guide has sent nothing to PERKESO."),
            ),
        ):
            for word in words:
                assert word in said


@pytest.mark.parametrize("name", CHECKLISTS)
def test_a_restart_at_every_step_shows_the_same_step_with_the_same_answers(name: str) -> None:
    for session in walked(name).states.values():
        kept = Session.model_validate_json(session.model_dump_json())
        assert kept == session
        again = fresh_engine().respond(kept, Look(Step(checklist=name)), TODAY)
        assert again.notes == ()
        assert again.session.on(name) == session.on(name)
        assert says(again.session) == says(session)


@pytest.mark.parametrize("name", CHECKLISTS)
def test_what_comes_in_between_brings_the_person_back_to_the_same_step(name: str) -> None:
    engine = fresh_engine()
    for session in walked(name).states.values():
        here = says(session)
        for aside in (Sent.VOICE, Sent.STICKER, UnknownCommand()):
            after = engine.respond(session, aside, TODAY).session
            assert says(after) == here
        for language in Language:
            assert says(engine.respond(session, SetLanguage(language), TODAY).session) == here
        asked = engine.respond(session, Said("siapa menang semalam"), TODAY).session
        assert says(engine.respond(asked, Look(Step(checklist=name)), TODAY).session) == here
        home = engine.respond(session, Look(Home()), TODAY).session
        assert says(engine.respond(home, Look(Step(checklist=name)), TODAY).session) == here


@pytest.mark.parametrize("name", CHECKLISTS)
def test_changing_any_answer_asks_again_only_what_depends_on_it(name: str) -> None:
    """After the same answer is given again nothing else is asked, whatever the ending."""
    engine = fresh_engine()
    content = _knowledge().checklists[name]
    asked_again: Counter[str] = Counter()
    for end in walked(name).ends.values():
        before = walk.counted_answers(content, end.on(name).answers)
        for question, given in before.items():
            forgotten = walk.forget(end.on(name), question, content.questions[question])
            assert walk.replay(content, forgotten.answers).current == question
            presses = (given,) if isinstance(given, str) else (walk.DONE,)
            again = answered(engine, end.with_progress(name, forgotten), name, presses)
            assert walk.counted_answers(content, again.on(name).answers) == before
            asked_again[question] += 1
    assert asked_again
