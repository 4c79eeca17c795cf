"""Who speaks: one language, one day, one session. What every part of the wording shares."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.content.facts import FactsOfTheDay, OverdueError
from bot.dialogue import checklist as walk
from bot.dialogue.messages import Look
from bot.dialogue.reply import Button, Part, Role
from bot.dialogue.views import Audiences, Checklists, Step

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from bot.content.model import Knowledge
    from bot.content.pieces import Line, Reviewed
    from bot.dialogue.session import Session
    from bot.i18n import Catalogue, Localised

Row = tuple[Button, ...]

# A bar is never longer than this, whatever it counts.
LONGEST_BAR = 10

# The facts every "ask PERKESO" points to; checked to exist when the bot starts.
HOTLINE = "hotline"
SITE = "site"


def bar(done: int, total: int) -> str:
    """How much of `total` is done, drawn: `▰▰▰▱▱`. Full only when all is done."""
    length = min(total, LONGEST_BAR)
    filled = done * length // total if total else 0
    return "▰" * filled + "▱" * (length - filled)


@dataclass(frozen=True)
class Voice:
    """Puts texts into one language, with the facts of one day."""

    knowledge: Knowledge
    say: Catalogue
    facts: FactsOfTheDay
    session: Session

    @property
    def today(self) -> date:
        return self.facts.day

    @property
    def hotline(self) -> str:
        return self._contact(HOTLINE)

    @property
    def site(self) -> str:
        return self._contact(SITE)

    def text(self, text: Localised, **given: str) -> str:
        """A text of the knowledge. A figure past its review is not given: the text gives way to a pointer."""
        try:
            return self.facts.fill(text, self.say, **given)
        except OverdueError as overdue:
            return self.being_checked(overdue.fact.about)

    def lines(self, lines: Iterable[Line]) -> tuple[str, ...]:
        """The lines said today, none twice."""
        return tuple(dict.fromkeys(self.text(line) for line in lines if line.holds(self.today)))

    def being_checked(self, about: Localised) -> str:
        """Said instead of an overdue figure: what is being checked again, and where to ask meanwhile."""
        return self.say(
            "We are checking this again: {about}. Until then, ask PERKESO: {hotline} or {site}.",
            about=self.text(about), hotline=self.hotline, site=self.site,
        )  # fmt: skip

    def sources(self, *entries: Reviewed) -> Part:
        """Where texts come from and when they were last checked, with a word when that is too long ago."""
        titles = []
        for name in dict.fromkeys(name for entry in entries for name in entry.sources):
            source = self.knowledge.sources[name]
            where = f" ({source.url.removeprefix('https://')})" if source.url else ""
            titles.append(source.title[self.say.language] + where)
        said = self.say(
            "Source: {sources}. Checked on {day}. This guide is not an official site.",
            sources="; ".join(titles), day=self.say.date(min(entry.checked for entry in entries)),
        )  # fmt: skip
        review_by = min(entry.review_by for entry in entries)
        if review_by < self.today:
            said += " " + self.say(
                "It was due to be checked again by {day}: confirm it with PERKESO, {hotline}.",
                day=self.say.date(review_by), hotline=self.hotline,
            )  # fmt: skip
        return Part(Role.FINE_PRINT, (said,))

    def way_on(self) -> tuple[Row, ...]:
        """The buttons below everything: the unfinished checklist, if there is one, topics and checklists."""
        menus = (
            Button(self.say("Topics"), Look(Audiences())),
            Button(self.say("My checklists"), Look(Checklists())),
        )
        return (*self.resume(), menus)

    def resume(self) -> tuple[Row, ...]:
        """A button back to the checklist last worked on, while it has open questions."""
        name = self.session.checklist
        if name is None or name not in self.knowledge.checklists:
            return ()
        content = self.knowledge.checklists[name]
        standing = walk.replay(content, self.session.on(name).answers)
        if standing.current is None:
            return ()
        label = self.say(
            "Continue: {title} ({number}/{total})",
            title=content.title[self.say.language], number=standing.number, total=standing.total,
        )  # fmt: skip
        return ((Button(label, Look(Step(checklist=name))),),)

    def _contact(self, name: str) -> str:
        return self.facts.written(name, self.say)
