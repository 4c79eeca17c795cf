"""Telegram's HTML, read as strictly as Telegram reads it."""

from __future__ import annotations

import re
from html import unescape

from tests.emulator.schema import RefusedError

TAGS = {
    "b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "code", "pre", "a", "blockquote",
    "tg-spoiler", "tg-emoji", "span", "tg-time",
}  # fmt: skip
ATTRIBUTES = {"a": {"href"}, "blockquote": {"expandable"}, "tg-emoji": {"emoji-id"}, "code": {"class"},
              "span": {"class"}, "tg-time": {"unix", "format"}}  # fmt: skip
MOST_ENTITIES = 100
ENTITIES = {"lt", "gt", "amp", "quot"}
TOKEN = re.compile(r"<[^<>]*>|<|&[^;\s&]*;?|[^<&]+")
TAG = re.compile(r"<(/?)([a-z][a-z0-9-]*)((?:\s+[a-z-]+(?:=\"[^\"<>]*\")?)*)\s*>")


def read_html(html: str) -> str:
    """The text a person sees. Raises RefusedError for anything that Telegram would not parse."""
    text: list[str] = []
    open_tags: list[str] = []
    tags = 0
    for match in TOKEN.finditer(html):
        token = match[0]
        if token.startswith("<"):
            _read_tag(token, match.start(), open_tags)
            tags += token[1] != "/"
        elif token.startswith("&"):
            text.append(_read_entity(token))
        else:
            text.append(token)
    if tags > MOST_ENTITIES:
        raise _cannot_parse(f"{tags} tags; Telegram shows the first {MOST_ENTITIES} and leaves out the rest")
    if open_tags:
        raise _cannot_parse(f"can't find end tag corresponding to start tag {open_tags[-1]!r}")
    return "".join(text)


def _read_tag(token: str, at: int, open_tags: list[str]) -> None:
    tag = TAG.fullmatch(token)
    if tag is None:
        raise _cannot_parse(f"unsupported start tag {token!r} at byte offset {at}")
    closes, name, attributes = tag[1], tag[2], tag[3]
    if name not in TAGS:
        raise _cannot_parse(f"unsupported start tag {name!r} at byte offset {at}")
    if closes:
        if not open_tags or open_tags.pop() != name:
            raise _cannot_parse(f"unexpected end tag at byte offset {at}")
        return
    for attribute in re.findall(r"[a-z-]+(?==|\s|$)", attributes):
        if attribute not in ATTRIBUTES.get(name, set()):
            raise _cannot_parse(f"unexpected attribute {attribute!r} of {name!r}")
    if name == "blockquote" and "blockquote" in open_tags:
        raise _cannot_parse("blockquote in a blockquote")
    if {"code", "pre"} & set(open_tags) and name != "code":
        raise _cannot_parse(f"{name!r} inside code")
    open_tags.append(name)


def _read_entity(token: str) -> str:
    name = token[1:-1]
    if not token.endswith(";") or not (name in ENTITIES or re.fullmatch(r"#(\d+|x[0-9a-f]+)", name)):
        # Telegram leaves other entities as they stand; a bare & that was not escaped is a fault of the renderer.
        raise _cannot_parse(f"unescaped & before {token[1:12]!r}")
    return unescape(token)


def _cannot_parse(why: str) -> RefusedError:
    return RefusedError(f"Bad Request: can't parse entities: {why}")
