"""Files that people take along, by what they carry."""

from __future__ import annotations

from bot.dialogue.reply import Dates, Page


def written(file: Page | Dates) -> tuple[str, bytes]:
    """The file's name and content. What writes it loads with the first file, for most people want none."""
    match file:
        case Page():
            from bot.channels.pdf import pdf  # noqa: PLC0415

            return f"{file.name}.pdf", pdf(file)
        case Dates():
            from bot.channels.calendar_file import calendar_file  # noqa: PLC0415

            return f"{file.name}.ics", calendar_file(file)
