"""What the bot remembers of a chat: what the person chose and answered, never what they typed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from pydantic import (
    BaseModel,
    ConfigDict,
    ModelWrapValidatorHandler,
    ValidationError,
    field_validator,
    model_validator,
)

from bot.dialogue.messages import PaperState
from bot.dialogue.views import Home, View
from bot.i18n import Language

if TYPE_CHECKING:
    from pydantic import ValidatorFunctionWrapHandler

Given = str | tuple[str, ...]


class Reminders(BaseModel):
    """Reminders of one checklist, which the person asked for. Which days they fall on is worked out anew each time."""

    model_config = ConfigDict(frozen=True)

    since: date
    """The day they were asked for, or of the last answer since; only later days bring one."""
    told: date | None = None
    """The latest day that was reminded of; no day up to it brings another."""
    snoozed: date | None = None
    """The day a reminder was put off to."""


class Progress(BaseModel):
    """One person's way through one checklist. Where they stand is replayed from the answers."""

    model_config = ConfigDict(frozen=True)

    answers: dict[str, Given] = {}
    """By question: an option's id, several ids, or a date as 2026-11-23."""
    picking: tuple[str, ...] = ()
    """Options ticked so far at a question that takes several."""
    ticked: frozenset[str] = frozenset()
    """Steps and records of the finished list that are done."""
    revision: int = 0
    """Rises with every change; a button drawn for an older revision is stale."""
    reminders: Reminders | None = None
    """None until the person asks for reminders of this list."""


class Session(BaseModel):
    """Everything kept about a chat. Unknown fields of other versions are ignored, never an error."""

    model_config = ConfigDict(frozen=True)

    language: Language | None = None
    """The language the person chose, if they did."""
    speaking: Language | None = None
    """The language of the last reply."""
    straying: int = 0
    """How many messages in a row were clearly in the language that was not chosen."""
    place: View = Home()
    """What is on the person's screen."""
    behind: View = Home()
    """What was there before the choice of language, to be shown again in the new one."""
    topic: str | None = None
    """The topic last answered: what a short second question leans on."""
    checklist: str | None = None
    """The checklist last worked on."""
    progress: dict[str, Progress] = {}
    """By checklist."""
    papers: dict[str, PaperState] = {}
    """Documents and forms that the person has, or does not know how to get; any other is still needed."""
    gone: bool = False
    """The person has blocked the bot: no reminders until they write again."""

    @field_validator("place", "behind", mode="wrap")
    @classmethod
    def _place_or_home(cls, value: Any, read: ValidatorFunctionWrapHandler) -> View:
        """A view that this version does not have must not cost the person their answers."""
        try:
            place: View = read(value)
        except ValidationError:
            return Home()
        return place

    @model_validator(mode="wrap")
    @classmethod
    def _without_what_cannot_be_read(cls, value: Any, read: ModelWrapValidatorHandler[Session]) -> Session:
        """A field that this version cannot read is left out: it must not lock the chat for ever."""
        try:
            return read(value)
        except ValidationError as error:
            if not isinstance(value, dict):
                raise
            unreadable = {str(fault["loc"][0]) for fault in error.errors() if fault["loc"]}
            return read({name: kept for name, kept in value.items() if name not in unreadable})

    def but(self, **changes: Any) -> Session:
        """The same session with some fields changed."""
        return self.model_copy(update=changes)

    def on(self, checklist: str) -> Progress:
        """The progress in a checklist, empty when not begun."""
        return self.progress.get(checklist, Progress())

    def with_progress(self, checklist: str, progress: Progress) -> Session:
        return self.but(progress={**self.progress, checklist: progress}, checklist=checklist)
