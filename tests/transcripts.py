"""Conversations written down as people read them, played through the pure engine.

    # Who this is and what it proves.
    phone: ms                   the language of the person's Telegram (en, or none)
    on: 2026-11-23              the day, from here on
    you: brp hari nak daftar    typed words or a command
    press: Tidak pasti          the button whose label holds these words
    send: voice                 something that is not text
    bot: 30 hari                the reply holds these words, in this order
    not: Checked on             the reply does not hold these words
    button: Topik               the reply has a button with these words

The session is written to JSON and read back between turns, as a restart would do.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from bot.channels import plain
from bot.channels.telegram_render import button_data, html, read_button
from bot.dialogue.commands import read_text
from bot.dialogue.messages import Sent
from bot.dialogue.session import Session
from bot.i18n import Language
from tests.emulator.telegram_html import read_html

if TYPE_CHECKING:
    from pathlib import Path

    from bot.dialogue.engine import Engine
    from bot.dialogue.messages import Incoming
    from bot.dialogue.reply import Button, Reply
    from bot.dialogue.wording import Wording


@dataclass
class Play:
    """One conversation while it is played."""

    engine: Engine
    wording: Wording
    today: date
    phone: Language | None = Language.MS
    kept: str = field(default_factory=lambda: Session().model_dump_json())
    reply: Reply | None = None
    heard: int = 0

    def play(self, path: Path) -> None:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if line.strip() and not line.startswith("#"):
                word, _, rest = line.partition(":")
                try:
                    self._line(word.strip(), rest.strip())
                except AssertionError as error:
                    raise AssertionError(
                        f"{path.name}:{number}: {line}\n{error}\n\n{self._screen()}"
                    ) from None

    def turn(self, incoming: Incoming) -> Reply:
        """One turn, with everything that was remembered going through JSON."""
        turn = self.engine.respond(Session.model_validate_json(self.kept), incoming, self.today, self.phone)
        self.kept = turn.session.model_dump_json()
        self.reply = self.wording.present(turn, self.today)
        self.heard = 0
        for message in html(self.reply):
            read_html(message)
        return self.reply

    def buttons(self) -> list[Button]:
        return [button for row in self.reply.buttons for button in row] if self.reply else []

    def press(self, label: str) -> Reply:
        found = [button for button in self.buttons() if label == button.label]
        found = found or [button for button in self.buttons() if label in button.label]
        assert found, f"there is no button {label!r}"
        assert found[0].press is not None
        return self.turn(read_button(button_data(found[0].press)))

    def _line(self, word: str, rest: str) -> None:
        match word:
            case "phone":
                self.phone = Language(rest) if rest != "none" else None
            case "on":
                self.today = date.fromisoformat(rest)
            case "you":
                self.turn(read_text(rest))
            case "press":
                self.press(rest)
            case "send":
                self.turn(Sent(rest))
            case "bot":
                found = self._text().find(rest, self.heard)
                assert found >= 0, "the reply does not say this (here)"
                self.heard = found + len(rest)
            case "not":
                assert rest not in self._text(), "the reply says this"
            case "button":
                assert any(rest in button.label for button in self.buttons()), "there is no such button"
            case _:
                raise AssertionError(f"{word!r} is no word of a transcript")

    def _text(self) -> str:
        assert self.reply is not None, "nothing was said yet"
        return plain.text(self.reply)

    def _screen(self) -> str:
        labels = " ".join(f"[{button.label}]" for button in self.buttons())
        return f"{self._text()}\n{labels}" if self.reply else ""
