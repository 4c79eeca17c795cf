"""A reply as plain text: for the terminal, and for measuring."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.dialogue.reply import Part, Role

if TYPE_CHECKING:
    from bot.dialogue.reply import Reply


def text(reply: Reply) -> str:
    """The whole reply, folded parts included, a blank line between parts."""
    return "\n\n".join("\n".join(lines(part)) for part in reply.parts)


def lines(part: Part) -> list[str]:
    """The lines of one part, with its bullets or numbers."""
    match part.role:
        case Role.BULLETS:
            return [f"• {line}" for line in part.lines]
        case Role.STEPS:
            return [f"{number}. {line}" for number, line in enumerate(part.lines, start=1)]
        case _:
            return list(part.lines)
