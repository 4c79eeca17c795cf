"""What Telegram checks of a message before it takes it."""

from __future__ import annotations

import re
from typing import Any

from tests.emulator.schema import RefusedError
from tests.emulator.telegram_html import read_html

MOST_CHARACTERS = 4096
MOST_CAPTION = 1024
MOST_BUTTONS = 100
MOST_BUTTON_BYTES = 64
MOST_FILE_BYTES = 50 * 1024 * 1024
MOST_COMMANDS = 100


def text_of(call: dict[str, Any]) -> dict[str, Any]:
    """The content of a text message. Raises RefusedError for one that Telegram does not take."""
    text = _read(call, "text", MOST_CHARACTERS, "message is too long")
    if not text.strip():
        raise RefusedError("Bad Request: message text is empty")
    return {"text": text, "html": call["text"], "reply_markup": markup_of(call)}


def document_of(call: dict[str, Any]) -> dict[str, Any]:
    """The content of a message with a file, with the file as it arrived."""
    upload = call["document"]
    if isinstance(upload, str):
        raise RefusedError("Bad Request: wrong file identifier/HTTP URL specified")
    content = upload.file.read()
    if not content:
        raise RefusedError("Bad Request: file must be non-empty")
    if len(content) > MOST_FILE_BYTES:
        raise RefusedError("Request Entity Too Large", 413)
    caption = _read(call, "caption", MOST_CAPTION, "message caption is too long") if "caption" in call else ""
    file = {"name": upload.filename, "kind": upload.content_type, "content": content}
    return {"text": caption, "html": call.get("caption", ""), "reply_markup": markup_of(call), "file": file}


def _read(call: dict[str, Any], name: str, most: int, too_long: str) -> str:
    if call.get("parse_mode") not in {None, "HTML"}:
        raise RefusedError("Bad Request: unsupported parse_mode")
    text: str = read_html(call[name]) if call.get("parse_mode") == "HTML" else call[name]
    if len(text.encode("utf-16-le")) // 2 > most:
        raise RefusedError(f"Bad Request: {too_long}")
    return text


def markup_of(call: dict[str, Any]) -> dict[str, Any] | None:
    """The buttons of a message, checked."""
    markup: dict[str, Any] | None = call.get("reply_markup")
    buttons = [button for row in markup["inline_keyboard"] for button in row] if markup else []
    if len(buttons) > MOST_BUTTONS:
        raise RefusedError("Bad Request: too many inline keyboard buttons")
    for button in buttons:
        _check_button(button)
    return markup


def _check_button(button: dict[str, Any]) -> None:
    if not button["text"].strip():
        raise RefusedError("Bad Request: text buttons are allowed in the inline keyboard only with a text")
    kinds = set(button) - {"text", "style", "icon_custom_emoji_id"}
    if len(kinds) != 1:
        raise RefusedError(f"Bad Request: a button does exactly one thing, not {sorted(kinds)}")
    data = button.get("callback_data")
    if data is not None and not 1 <= len(data.encode()) <= MOST_BUTTON_BYTES:
        raise RefusedError("Bad Request: BUTTON_DATA_INVALID")
    copied = button.get("copy_text")
    if copied is not None and not 1 <= len(copied["text"]) <= 256:
        raise RefusedError("Bad Request: BUTTON_COPY_TEXT_INVALID")


def check_commands(commands: list[dict[str, str]]) -> None:
    """Refuse a menu of commands that Telegram would."""
    if len(commands) > MOST_COMMANDS:
        raise RefusedError("Bad Request: BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"]):
            raise RefusedError("Bad Request: BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"]) <= 256:
            raise RefusedError("Bad Request: BOT_COMMAND_DESCRIPTION_INVALID")
