"""The commands, each under its names in both languages. Typed in either, they work in both."""

from __future__ import annotations

from dataclasses import dataclass

from bot.dialogue.messages import (
    Incoming,
    Look,
    Said,
    SetLanguage,
    UnknownCommand,
    Wages,
)
from bot.dialogue.views import (
    Audiences,
    Checklists,
    Contribution,
    Help,
    Home,
    Languages,
    View,
)
from bot.i18n import Language, Sentence, sentence


@dataclass(frozen=True)
class Command:
    """One command: its Malay and English names, what Telegram's menu says of it, and what it shows."""

    ms: str
    en: str
    about: Sentence
    shows: View

    def name(self, language: Language) -> str:
        return self.ms if language is Language.MS else self.en


COMMANDS = (
    Command("mula", "start", sentence("Begin, or see where you were"), Home()),
    Command("topik", "topics", sentence("Browse all topics"), Audiences()),
    Command("daftar", "register", sentence("Registration checklists"), Checklists()),
    Command("caruman", "contribution", sentence("What employer and worker pay"), Contribution()),
    Command("bahasa", "language", sentence("Malay or English"), Languages()),
    Command("bantuan", "help", sentence("How to ask"), Help()),
)
_BY_NAME = {name: command for command in COMMANDS for name in (command.ms, command.en)}
_LANGUAGES = {
    "ms": Language.MS, "bm": Language.MS, "melayu": Language.MS, "malay": Language.MS,
    "en": Language.EN, "bi": Language.EN, "inggeris": Language.EN, "english": Language.EN,
}  # fmt: skip


def read_text(text: str) -> Incoming:
    """What typed text is: a command where it starts with a slash and a letter, else words.

    `/bahasa en` sets the language at once, `/caruman 1800` names a wage; anything else after a command is ignored. A mention
    (`/start@bot`) is how Telegram sends commands in some places.
    """
    words = text.split()
    if not words or not (words[0].startswith("/") and words[0][1:2].isalpha()):
        return Said(text)
    command = _BY_NAME.get(words[0][1:].partition("@")[0].casefold())
    if command is None:
        return UnknownCommand()
    if isinstance(command.shows, Languages) and len(words) > 1 and words[1].casefold() in _LANGUAGES:
        return SetLanguage(_LANGUAGES[words[1].casefold()])
    if isinstance(command.shows, Contribution) and len(words) > 1:
        return Wages(" ".join(words[1:]))
    return Look(command.shows)
