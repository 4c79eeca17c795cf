"""Every answer in both languages on the days on which rules changed or will: complete, true to the day, sendable."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from bot.channels import plain
from bot.channels.telegram_render import button_data, html
from bot.content.facts import PLACEHOLDER, written
from bot.dialogue.reply import Reply, Role
from bot.dialogue.session import Session
from bot.dialogue.views import Answer
from bot.dialogue.wording import reply_for
from bot.i18n import Language
from tests.emulator.telegram_html import read_html

if TYPE_CHECKING:
    from bot.content.model import Knowledge
    from bot.dialogue.wording import Wording

BEFORE_ANY_CHANGE = date(2022, 1, 1)
OLD_CEILING, NEW_CEILING = date(2024, 9, 30), date(2024, 10, 1)
BEFORE_LINDUNG, LINDUNG = date(2026, 5, 31), date(2026, 6, 1)
TODAY = date(2026, 11, 28)
SECOND_PHASE = date(2028, 6, 1)
ALL_OVERDUE = date(2031, 6, 1)
DAYS = (
    BEFORE_ANY_CHANGE, OLD_CEILING, NEW_CEILING, BEFORE_LINDUNG, LINDUNG, TODAY, SECOND_PHASE, ALL_OVERDUE,
)  # fmt: skip
# Telegram's limits: characters of a message, bytes of a button, buttons below a message.
MOST_CHARACTERS, MOST_BYTES, MOST_BUTTONS = 4096, 64, 100

both = pytest.mark.parametrize("language", Language)
on_each_day = pytest.mark.parametrize("day", DAYS, ids=str)


def answer(wording: Wording, topic: str, language: Language, day: date) -> Reply:
    return reply_for(wording.voice(Session(speaking=language), day), Answer(topic=topic))


def said(wording: Wording, topic: str, language: Language, day: date) -> str:
    return plain.text(answer(wording, topic, language, day))


@both
@on_each_day
def test_every_answer_is_complete_and_can_be_sent(wording: Wording, language: Language, day: date) -> None:
    for topic in wording.knowledge.topics:
        reply = answer(wording, topic, language, day)
        for message in html(reply):
            text = read_html(message)
            assert 0 < len(text.encode("utf-16-le")) // 2 <= MOST_CHARACTERS, topic
            assert "{" not in text, topic
            assert "}" not in text, topic
        assert any(part.role is Role.LEAD and part.lines for part in reply.parts), topic
        buttons = [button for row in reply.buttons for button in row]
        assert len(buttons) <= MOST_BUTTONS, topic
        for button in buttons:
            assert button.label.strip(), topic
            if button.press is not None:
                assert len(button_data(button.press).encode()) <= MOST_BYTES, topic


@both
@on_each_day
def test_no_figure_is_said_outside_its_dates(wording: Wording, language: Language, day: date) -> None:
    """What a line says for a fact is the value that holds that day, or that it is being checked again."""
    facts = wording.knowledge.facts
    say = wording.catalogues[language]
    for topic in wording.knowledge.topics.values():
        text = said(wording, topic.id, language, day)
        for line in topic.lines():
            named = PLACEHOLDER.findall(line[language]) if line.holds(day) else []
            overdue = [
                facts[name] for name, _ in named if facts[name].kind.is_figure and facts[name].review_by < day
            ]
            if overdue:
                assert overdue[0].about[language] in text, (topic.id, line)
                continue
            for name in (name for name, part in named if not part):
                value = facts[name].on(day)
                assert value is not None, (topic.id, name)
                assert written(facts[name].kind, value, say) in text, (topic.id, name)


@both
def test_once_every_review_is_overdue_no_figure_is_given_any_more(
    wording: Wording, knowledge: Knowledge, language: Language
) -> None:
    assert all(fact.review_by < ALL_OVERDUE for fact in knowledge.facts.values())
    say = wording.catalogues[language]
    amounts = {
        written(fact.kind, value, say)
        for fact in knowledge.facts.values()
        for value in fact.holds
        if fact.kind.value in {"money", "percent"} and isinstance(value.what, str)
    }
    for topic in knowledge.topics:
        text = said(wording, topic, language, ALL_OVERDUE)
        assert not [amount for amount in amounts if f" {amount} " in f" {text} "], topic


def test_the_wage_ceiling_is_that_of_the_day(wording: Wording) -> None:
    def lead(day: date) -> str:
        return said(wording, "wage_ceiling", Language.EN, day).split("\n")[0]

    assert "RM4,000" in lead(BEFORE_ANY_CHANGE)
    assert "RM5,000" in lead(OLD_CEILING)
    assert "RM6,000" in lead(NEW_CEILING)
    assert "RM6,000" in lead(TODAY)


def test_lindung_24_jam_starts_on_its_day(wording: Wording) -> None:
    assert "Not yet: LINDUNG 24 Jam only starts on 1 June 2026" in said(
        wording, "lindung_24_jam", Language.EN, BEFORE_LINDUNG
    )
    assert "Yes, LINDUNG 24 Jam" in said(wording, "lindung_24_jam", Language.EN, LINDUNG)
    assert "Not yet" not in said(wording, "lindung_24_jam", Language.EN, LINDUNG)


def test_an_overdue_answer_still_helps_and_says_whom_to_ask(wording: Wording) -> None:
    text = said(wording, "wage_ceiling", Language.EN, ALL_OVERDUE)
    assert "We are checking this again: wage ceiling" in text
    assert "1-300-22-8000" in text
    assert "RM6,000" not in text
