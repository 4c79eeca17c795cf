"""Documents and forms: had, needed or not known how to get. Kept once for a person, whichever list asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.dialogue import checklist as walk
from bot.dialogue.messages import PaperState

if TYPE_CHECKING:
    from datetime import date

    from bot.content.model import Checklist, Item
    from bot.dialogue.session import Session

# What one tap makes of a paper.
AFTER = {PaperState.NEED: PaperState.HAVE, PaperState.HAVE: PaperState.HOW, PaperState.HOW: PaperState.NEED}


def marked(session: Session, name: str, state: PaperState) -> Session:
    """The session once a paper is had, needed, or not known how to get."""
    others = {other: kept for other, kept in session.papers.items() if other != name}
    return session.but(papers=others if state is PaperState.NEED else {**others, name: state})


def state_of(session: Session, name: str) -> PaperState:
    return session.papers.get(name, PaperState.NEED)


def is_ready(session: Session, checklist: str, name: str, item: Item) -> bool:
    """Whether an item needs nothing more: a paper that is had, a step or record that is ticked."""
    if item.is_paper:
        return state_of(session, name) is PaperState.HAVE
    return name in session.on(checklist).ticked


def ready(session: Session, content: Checklist, today: date) -> frozenset[str]:
    """The items of a person's list that need nothing more."""
    wanted = walk.items(content, session.on(content.id).answers, today)
    return frozenset(name for name, item in wanted.items() if is_ready(session, content.id, name, item))
