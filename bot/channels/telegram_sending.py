"""Replies on their way to Telegram: messages, keyboards, files, and what became of a reminder."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup, InputFile, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.channels.files import written
from bot.channels.telegram_render import button_data, html
from bot.scheduler import Delivery

if TYPE_CHECKING:
    from telegram import Bot

    from bot.dialogue.reply import Dates, Page, Reply

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


async def send(bot: Bot, chat: int, reply: Reply) -> None:
    """Send a reply as a new message with its file, or as several messages where it is over Telegram's limit."""
    if reply.file is not None:
        await _send_file(bot, chat, reply, reply.file)
        return
    *before, last = html(reply)
    for text in before:
        await bot.send_message(chat, text, ParseMode.HTML, link_preview_options=NO_PREVIEW)
    await bot.send_message(
        chat, last, ParseMode.HTML, reply_markup=keyboard(reply), link_preview_options=NO_PREVIEW
    )


async def _send_file(bot: Bot, chat: int, reply: Reply, file: Page | Dates) -> None:
    name, content = await asyncio.to_thread(written, file)
    await bot.send_document(
        chat,
        InputFile(content, name),
        caption="\n\n".join(html(reply)),
        parse_mode=ParseMode.HTML,
        reply_markup=keyboard(reply),
    )


async def deliver(bot: Bot, chat: int, reply: Reply) -> Delivery:
    """Send a reminder, and say what became of it."""
    try:
        await send(bot, chat, reply)
    except Forbidden:
        return Delivery.GONE
    except BadRequest as error:
        return Delivery.GONE if "chat not found" in error.message.lower() else Delivery.REFUSED
    except TelegramError:
        return Delivery.UNKNOWN
    return Delivery.ARRIVED


def keyboard(reply: Reply) -> InlineKeyboardMarkup | None:
    rows = [
        [
            InlineKeyboardButton(button.label, callback_data=button_data(button.press))
            if button.press is not None
            else InlineKeyboardButton(button.label, copy_text=CopyTextButton(button.copies or button.label))
            for button in row
        ]
        for row in reply.buttons
    ]
    return InlineKeyboardMarkup(rows) if rows else None
