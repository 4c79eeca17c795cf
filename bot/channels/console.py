"""The bot in a terminal: buttons are numbered, and a number presses one."""

from __future__ import annotations

import re
import shutil
import textwrap
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TextIO

from bot.channels import plain
from bot.channels.files import written
from bot.dialogue.commands import read_text
from bot.dialogue.messages import Look
from bot.dialogue.reply import Role
from bot.dialogue.views import Home
from bot.scheduler import Delivery, Scheduler

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from bot.assistant import Assistant
    from bot.dialogue.messages import Incoming
    from bot.dialogue.reply import Button, Dates, Page, Part, Reply
    from bot.i18n import Language

WIDEST = 78
MARK = re.compile(r"(?:[•☐☑❓] )?(?:\d+\. )?")
BOLD, DIM, PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[0m"
STYLES = {Role.HEADING: BOLD, Role.LEAD: BOLD, Role.FINE_PRINT: DIM, Role.FOLDED: DIM}


@dataclass
class Console:
    """A conversation over two streams."""

    assistant: Assistant
    chat: str
    now: Callable[[], datetime]
    """The time in Malaysia."""
    language: Language | None
    read: TextIO
    write: TextIO
    files: Path
    """The folder where files are put that the person takes along."""
    buttons: list[Button] = field(default_factory=list)

    async def run(self) -> None:
        """Talk until the person leaves (end of input, Ctrl-C or /keluar)."""
        await self._turn(Look(Home()))
        reminders = Scheduler(self.assistant, self.chat, self._remind, self.now)
        while True:
            await reminders.round()
            self.write.write("› ")
            self.write.flush()
            typed = self.read.readline()  # nothing else runs here; in a thread, Ctrl-C would wait for Enter
            if not self.read.isatty():
                self.write.write(typed)  # so that a conversation over pipes reads as one
            if not typed or typed.strip().casefold() in {"/keluar", "/quit", "/exit"}:
                self.write.write("\n")
                return
            await self._turn(self._incoming(typed.rstrip("\n")))

    def _incoming(self, typed: str) -> Incoming | str:
        """What was typed; a number presses the button of that number, and may give text to copy instead."""
        number = typed.strip()
        if number.isdecimal() and 0 < int(number) <= len(self.buttons):
            button = self.buttons[int(number) - 1]
            return button.press or button.copies or ""
        return read_text(typed)

    async def _turn(self, incoming: Incoming | str) -> None:
        if isinstance(incoming, str):
            self.write.write(f"{incoming}\n\n")
            return
        spoke = await self.assistant.handle(self.chat, incoming, self.now().date(), self.language)
        if spoke is not None:
            self._show(spoke.reply)

    async def _remind(self, chat: str, reply: Reply) -> Delivery:  # noqa: ARG002  there is one chat here
        self._show(reply)
        return Delivery.ARRIVED

    def _show(self, reply: Reply) -> None:
        self.write.write("\n")
        for part in reply.parts:
            self.write.write(self._styled(part) + "\n\n")
        if reply.file is not None:
            self.write.write(f"{self._put(reply.file)}\n\n")
        self.buttons = [button for row in reply.buttons for button in row]
        number = 0
        for row in reply.buttons:
            labels = []
            for button in row:
                number += 1
                labels.append(f"[{number}] {button.label}")
            self.write.write("  " + "   ".join(labels) + "\n")
        self.write.write("\n")

    def _put(self, file: Page | Dates) -> Path:
        name, content = written(file)
        self.files.mkdir(parents=True, exist_ok=True)
        path = self.files / name
        path.write_bytes(content)
        return path

    def _styled(self, part: Part) -> str:
        width = min(WIDEST, shutil.get_terminal_size().columns) if self.write.isatty() else WIDEST
        shown = "\n".join(_wrapped(line, width) for line in "\n".join(plain.lines(part)).split("\n"))
        style = STYLES.get(part.role) if self.write.isatty() else None
        return f"{style}{shown}{PLAIN}" if style else shown


def _wrapped(line: str, width: int) -> str:
    """A line over as many as it needs, under its bullet, box or number."""
    mark = MARK.match(line)
    return textwrap.fill(line, width, subsequent_indent=" " * len(mark[0]) if mark else "")
