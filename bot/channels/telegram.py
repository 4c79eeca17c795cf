"""The bot on Telegram: updates in, messages out, by long polling through python-telegram-bot."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from telegram import (
    BotCommand,
    CallbackQuery,
    Message,
    Update,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, TelegramError
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    ContextTypes,
    MessageHandler,
    filters,
)
from telegram.ext.filters import BaseFilter

from bot.assistant import Assistant, Spoke
from bot.channels.telegram_network import CarefulBot, InOrder
from bot.channels.telegram_polling import Polling
from bot.channels.telegram_render import html, read_button
from bot.channels.telegram_sending import NO_PREVIEW, deliver, keyboard, send
from bot.dialogue.commands import COMMANDS, read_text
from bot.dialogue.messages import Incoming, Sent
from bot.dialogue.reply import Reply
from bot.i18n import Catalogues, Language, sentence
from bot.scheduler import Delivery, Scheduler

log = logging.getLogger(__name__)

# What the names of this channel's chats begin with, in the store.
CHATS = "telegram:"
# Telegram sends again what it sent since the last poll: a hundred updates at most.
REMEMBERED = 1000
PRIVATE = filters.ChatType.PRIVATE
NEW = PRIVATE & filters.UpdateType.MESSAGE
PICTURES = filters.PHOTO | filters.VIDEO | filters.Document.ALL | filters.ANIMATION

DESCRIPTION = sentence(
    "Ask about PERKESO (SOCSO) in Malay or English: registration, contributions, benefits, the self-employed. "
    "Answers come only from checked notes, with source and date. This is a guide, not an official bot."
)
SHORT_DESCRIPTION = sentence("A guide to PERKESO (SOCSO) in Malay and English. Not official.")


@dataclass(frozen=True)
class TelegramChannel:
    """Handles updates: reads each as an Incoming, and sends or edits what the assistant says."""

    assistant: Assistant
    catalogues: Catalogues
    now: Callable[[], datetime]
    """The time in Malaysia."""
    answered: deque[int] = field(default_factory=lambda: deque(maxlen=REMEMBERED))
    """The updates last answered by this process."""

    def handlers(self) -> list[Any]:
        """What is done with which update. The first that fits is taken; the rest is left alone."""
        return [
            CallbackQueryHandler(self.pressed),
            MessageHandler(PRIVATE & filters.TEXT, self.typed),
            self._when(filters.VOICE | filters.AUDIO | filters.VIDEO_NOTE, Sent.VOICE),
            self._when(PICTURES, Sent.PICTURE),
            self._when(filters.Sticker.ALL, Sent.STICKER),
            self._when(filters.LOCATION | filters.VENUE, Sent.PLACE),
            self._when(filters.CONTACT, Sent.CONTACT),
            self._when(~filters.StatusUpdate.ALL, Sent.OTHER),
        ]

    def _when(self, kind: BaseFilter, sent: Sent) -> MessageHandler[Any, Any]:
        async def answer(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
            await self._answer(update, sent)

        return MessageHandler(NEW & kind, answer)

    async def typed(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Typed words or a command; an edited message is read as a new one."""
        message = update.effective_message
        if message is not None and message.text:
            await self._answer(update, read_text(message.text))

    async def pressed(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """A press: acknowledged once whatever comes of it, then answered in place or below."""
        query = update.callback_query
        if query is None:
            return
        try:
            spoke = await self._think(update, read_button(query.data or ""))
        finally:
            with suppress(BadRequest):  # too old to be acknowledged: the press still counts
                await query.answer()
        if spoke is not None:
            await self._replace(query, spoke.reply)
            self.answered.append(update.update_id)

    async def _answer(self, update: Update, incoming: Incoming) -> None:
        spoke = await self._think(update, incoming)
        if spoke is not None and update.effective_chat is not None:
            await send(update.get_bot(), update.effective_chat.id, spoke.reply)
            self.answered.append(update.update_id)

    async def _think(self, update: Update, incoming: Incoming) -> Spoke | None:
        """One turn. None when there is nothing to say: the update was answered before.

        One that was kept before this process began may have been killed before its answer went out. A reply
        that comes twice is better than none.
        """
        chat, user = update.effective_chat, update.effective_user
        if chat is None:
            return None
        phone = _language(user.language_code if user else None)
        name = f"{CHATS}{chat.id}"
        spoke = await self.assistant.handle(name, incoming, self.now().date(), phone, update.update_id)
        if spoke is None and update.update_id not in self.answered:
            return await self.assistant.again(name, self.now().date())
        return spoke

    async def _replace(self, query: CallbackQuery, reply: Reply) -> None:
        """Edit after a button, send after a message; what is to be kept in the chat is always sent.

        A file, or a message that Telegram no longer shows a bot, cannot be edited.
        """
        message = query.message
        if message is None:
            return
        texts = html(reply)
        if isinstance(message, Message) and message.text and len(texts) == 1 and not reply.keeps:
            try:
                await message.edit_text(
                    texts[0], ParseMode.HTML, reply_markup=keyboard(reply), link_preview_options=NO_PREVIEW
                )
            except BadRequest as error:
                if "not modified" in error.message.lower():
                    return
            else:
                return
        await send(query.get_bot(), message.chat.id, reply)

    async def failed(self, update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Something went wrong while handling an update: say so kindly, and log what without the words."""
        if isinstance(context.error, Forbidden):
            log.info("a chat has blocked the bot")
            if isinstance(update, Update) and update.effective_chat is not None:
                await self.assistant.lost(f"{CHATS}{update.effective_chat.id}")
            return
        log.error("an update could not be handled", exc_info=context.error)
        if isinstance(update, Update) and update.effective_chat is not None:
            user = update.effective_user
            say = self.catalogues[_language(user.language_code if user else None) or Language.MS]
            with suppress(TelegramError):
                await update.effective_chat.send_message(
                    say(
                        "Sorry, something went wrong on our side. Your place is kept. Please try again in a minute."
                    )
                )

    async def introduce(self, bot: CarefulBot) -> None:
        """Set the commands and descriptions, in Malay for Malay phones and in English for all others."""
        for language, code in ((Language.MS, "ms"), (Language.EN, None)):
            say = self.catalogues[language]
            commands = [BotCommand(command.name(language), say.word(command.about)) for command in COMMANDS]
            try:
                await bot.set_my_commands(commands, language_code=code)
                await bot.set_my_description(say.word(DESCRIPTION), language_code=code)
                await bot.set_my_short_description(say.word(SHORT_DESCRIPTION), language_code=code)
            except TelegramError as error:
                reason = type(error).__name__
                log.warning("the menu of commands was not renewed (%s); it will be at the next start", reason)


def _language(code: str | None) -> Language | None:
    """The language of a phone, where the bot speaks it. Indonesian is nearer to Malay than to English."""
    known = {"ms": Language.MS, "id": Language.MS, "en": Language.EN}
    return known.get((code or "")[:2].casefold())


# --- Running -----------------------------------------------------------------------------------


class UnreachableError(Exception):
    """Telegram cannot be used. The message says what an operator can do."""


# How long what is in hand may take when the bot is told to stop; Telegram sends the rest again.
GRACE_SECONDS = 8.0


async def serve(
    channel: TelegramChannel, token: str, api_base_url: str, alive: Callable[[], None], stop: asyncio.Event
) -> None:
    """Answer updates and deliver reminders until `stop` is set, then finish what is in hand.

    `alive` is called after every poll.

    Raises UnreachableError when Telegram refuses the token or cannot be reached at the start.
    """
    polling = Polling(alive)
    in_order = InOrder(polling.handled)
    bot = CarefulBot(token, f"{api_base_url}/bot")
    application = ApplicationBuilder().bot(bot).updater(None).concurrent_updates(in_order).build()
    application.add_handlers(channel.handlers())
    application.add_error_handler(channel.failed)
    try:
        async with application:
            await bot.delete_webhook()  # while one is set, nobody may poll
            await channel.introduce(bot)
            async with _reminding(channel, bot, stop):
                await _answer_until(stop, application, bot, polling, in_order)
    except InvalidToken:
        raise UnreachableError(
            "Telegram refuses the token. Copy it again from @BotFather into TELEGRAM_BOT_TOKEN."
        ) from None
    except NetworkError as error:
        raise UnreachableError(
            f"cannot reach Telegram at {api_base_url} ({type(error).__name__}). "
            "Check the network, or TELEGRAM_API_BASE_URL if you set it."
        ) from None
    finally:
        await bot.shutdown()  # the application does it only when its start succeeded


@asynccontextmanager
async def _reminding(channel: TelegramChannel, bot: CarefulBot, stop: asyncio.Event) -> AsyncIterator[None]:
    """Deliver reminders beside the block; when it ends, so does this, once those in hand are settled."""

    async def bring(chat: str, reply: Reply) -> Delivery:
        return await deliver(bot, int(chat.removeprefix(CHATS)), reply)

    work = asyncio.create_task(Scheduler(channel.assistant, CHATS, bring, channel.now).run(stop))
    try:
        yield
    finally:
        stop.set()
        await asyncio.wait((work,), timeout=1)  # it knew of the stop all along
        work.cancel()
        await asyncio.wait((work,))


async def _answer_until(
    stop: asyncio.Event,
    application: Application[Any, Any, Any, Any, Any, Any],
    bot: CarefulBot,
    polling: Polling,
    in_order: InOrder,
) -> None:
    await application.start()
    log.info("answering as @%s", bot.username)
    polls = asyncio.create_task(polling.run(bot, application.update_queue))
    stopped = asyncio.create_task(stop.wait())
    await asyncio.wait((polls, stopped), return_when=asyncio.FIRST_COMPLETED)
    for task in (polls, stopped):
        task.cancel()
    await asyncio.wait((polls, stopped))
    try:
        async with asyncio.timeout(GRACE_SECONDS):
            await polling.finish()  # the application would not wait for what it begins after its stop
            await polling.confirm(bot)
        log.info("stopped; everything taken in was answered")
    except TimeoutError:
        in_order.give_up()
        log.warning("stopped; Telegram will send again what was not answered in time")
    await application.stop()
    if not polls.cancelled():
        polls.result()  # raises what ended the polls
