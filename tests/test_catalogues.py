"""The bot's own sentences: all of them in both languages, none left over, and none in Python alone."""

from __future__ import annotations

import ast
import re
from string import Formatter
from typing import TYPE_CHECKING

import pytest
from babel.messages.pofile import read_po

from bot.config import read_settings
from bot.i18n import Language, load_catalogues
from tests.source import Module, modules, texts

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog, Message

FOLDER = read_settings().locales_dir
# Parts whose every word a person may see. The command line and the settings speak to operators, in English.
ASKING = {"say", "sentence", "self"}  # `self(…)` in the catalogue's own methods
SPEAKING = ("bot.dialogue", "bot.channels")


def catalogue(locale: str) -> Catalog:
    with (FOLDER / locale / "LC_MESSAGES" / "bot.po").open("rb") as file:
        return read_po(file, locale=locale, abort_invalid=True)


def entries(locale: str) -> list[Message]:
    return [message for message in catalogue(locale) if message.id]


def key(message: Message) -> tuple[str, ...]:
    """The English sentence, or the two for one and for many."""
    return tuple(map(str, message.id)) if isinstance(message.id, tuple | list) else (str(message.id),)


def forms(message: Message) -> tuple[str, ...]:
    """What is said, in each form that the language has."""
    return (
        tuple(map(str, message.string))
        if isinstance(message.string, tuple | list)
        else (str(message.string),)
    )


def said(module: Module) -> set[tuple[str, ...]]:
    """The sentences a module asks the catalogues for; two together are one and many."""
    found: set[tuple[str, ...]] = set()
    for name, call in module.calls():
        if name in ASKING and call.args:
            found |= {(text,) for text in _chosen(call.args[0])}
        if name in {"plural", "sentence_plural"} and len(call.args) > 1:
            one, many = (texts(argument) for argument in call.args[:2])
            found |= set(zip(sorted(one), sorted(many), strict=True))
    return found


def _chosen(argument: ast.expr) -> set[str]:
    """The sentences an argument may be: one, or either of an "if else"."""
    if isinstance(argument, ast.IfExp):
        return _chosen(argument.body) | _chosen(argument.orelse)
    return (
        {argument.value} if isinstance(argument, ast.Constant) and isinstance(argument.value, str) else set()
    )


USED = {one for module in modules() for one in said(module)}


def test_every_sentence_the_bot_says_is_there_in_malay_and_none_is_left_over() -> None:
    there = {key(message) for message in entries("ms")}
    assert USED - there == set()
    assert there - USED == set()


def test_english_needs_only_what_differs_from_its_key() -> None:
    """The keys are the English sentences; the catalogue holds what has one form for one and another for many."""
    there = {key(message) for message in entries("en_MY")}
    assert there == {one for one in USED if len(one) > 1}


@pytest.mark.parametrize("locale", ["ms", "en_MY"])
def test_no_sentence_is_empty_fuzzy_obsolete_or_doubled(locale: str) -> None:
    found = catalogue(locale)
    for message in entries(locale):
        assert all(form.strip() for form in forms(message)), message.id
        assert not message.fuzzy, message.id
    assert not found.obsolete
    text = (FOLDER / locale / "LC_MESSAGES" / "bot.po").read_text(encoding="utf-8")
    assert text.count('\nmsgid "') == len(entries(locale)) + 1


@pytest.mark.parametrize("locale", ["ms", "en_MY"])
def test_both_languages_fill_in_the_same(locale: str) -> None:
    def filled(sentence: str) -> set[str | None]:
        return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}

    for message in entries(locale):
        for form in forms(message):
            assert filled(form) == filled(key(message)[0]), message.id


def test_the_locales_and_their_plurals_are_those_of_malaysia() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {"ms", "en_MY"}
    header = (FOLDER / "ms" / "LC_MESSAGES" / "bot.po").read_text(encoding="utf-8").split("\n\n")[0]
    assert r'"Plural-Forms: nplurals=1; plural=0;\n"' in header
    assert set(load_catalogues(FOLDER)) == set(Language)


def test_a_plural_is_put_into_words_in_both_languages() -> None:
    catalogues = load_catalogues(FOLDER)
    said = [
        catalogues[language].plural("{n} day left.", "{n} days left.", n)
        for language in Language
        for n in (1, 2)
    ]
    assert said == ["Tinggal 1 hari.", "Tinggal 2 hari.", "1 day left.", "2 days left."]


@pytest.mark.parametrize(
    "module", [one for one in modules() if one.name.startswith(SPEAKING)], ids=lambda one: one.name
)
def test_no_sentence_stands_in_python_alone(module: Module) -> None:
    """Words with a capital or a full stop are a sentence: of the bot's own in the catalogues, of PERKESO in knowledge/."""
    to_the_log = {
        text
        for name, call in module.calls() if name in {"info", "warning", "error", "debug", "compile"} or name.endswith("Error")
        for text in texts(call)
    }  # fmt: skip
    docstrings = {
        node.value.value
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    alone = {
        text
        for text in texts(module.tree) - to_the_log - docstrings - {part for one in USED for part in one}
        if re.search(r"^[A-Z]\w*( \w+){2}|\w( \w+){2}.*[.?!…:]$", text) and "\\" not in text
    }
    assert alone == set()
