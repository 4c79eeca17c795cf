"""Questions without a channel: one at a prompt, or one JSON object a line for measuring."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from bot.channels import plain
from bot.dialogue.commands import read_text
from bot.dialogue.messages import SetLanguage
from bot.i18n import Language

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable
    from datetime import date

    from bot.assistant import Assistant, Spoke


class AskingError(Exception):
    """A line is not a question. The message names it and shows a right one."""


async def ask_each(assistant: Assistant, lines: Iterable[str], today: date) -> AsyncIterator[dict[str, Any]]:
    """The reply to each line, in order. Lines with the same "chat" are one conversation.

    Raises AskingError at the first line that is no question, naming it.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        asked = _asked(number, line)
        chat = f"chat {asked['chat']}" if asked.get("chat") is not None else f"line {number}"
        yield await ask(assistant, asked, chat, today)


def _asked(number: int, line: str) -> dict[str, Any]:
    try:
        asked = json.loads(line)
    except (ValueError, RecursionError):
        asked = None
    if not isinstance(asked, dict) or not isinstance(asked.get("text"), str):
        raise AskingError(f'line {number} is not a question; write {{"text": "…"}}')
    if asked.get("language") not in [None, *Language]:
        raise AskingError(f'line {number}: "language" is "ms" or "en"')
    return asked


async def ask(assistant: Assistant, asked: dict[str, Any], chat: str, today: date) -> dict[str, Any]:
    """The reply to one question as decision, topics, language, score and text; `asked` holds text and language."""
    if asked.get("language") is not None:
        await assistant.handle(chat, SetLanguage(Language(asked["language"])), today)
    spoke = await assistant.handle(chat, read_text(asked["text"]), today)
    assert spoke is not None  # noqa: S101  only numbered updates can be repeats
    return _told(spoke)


def _told(spoke: Spoke) -> dict[str, Any]:
    decision = spoke.turn.decision
    return {
        "decision": decision.verdict.value if decision else "unknown",
        "topics": list(decision.topics) if decision else [],
        "language": str(spoke.turn.session.speaking),
        "score": round(decision.score, 4) if decision else 0.0,
        "text": plain.text(spoke.reply),
    }
