"""An answer as people will see it, for the editor who changed it: on any day, in one language or in both."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from bot.channels import plain
from bot.dialogue.session import Session
from bot.dialogue.views import Answer
from bot.dialogue.wording import reply_for
from bot.i18n import Language

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from bot.dialogue.wording import Wording

NAMES = {Language.MS: "Bahasa Melayu", Language.EN: "English"}


class NoSuchTopicError(Exception):
    """There is no topic of that name. The message offers the nearest."""


def show(wording: Wording, topic: str, day: date, languages: Iterable[Language]) -> Iterator[str]:
    """The lines of a topic's answer on a day, in each language, with the buttons below it in [ ].

    Raises NoSuchTopicError.
    """
    topics = wording.knowledge.topics
    if topic not in topics:
        near = difflib.get_close_matches(topic, topics, n=3)
        hint = (
            f"did you mean {' or '.join(near)}?" if near else "the topics are the files in knowledge/topics/"
        )
        raise NoSuchTopicError(f"there is no topic {topic!r}; {hint}")
    for language in languages:
        voice = wording.voice(Session(speaking=language), day)
        yield f"── {NAMES[language]} · {voice.say.date(day)} ──"
        yield ""
        reply = reply_for(voice, Answer(topic=topic))
        yield plain.text(reply)
        yield ""
        yield from ("  ".join(f"[{button.label}]" for button in row) for row in reply.buttons)
        yield ""
