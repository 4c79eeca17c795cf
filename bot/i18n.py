"""The two languages: texts that exist in both, the bot's own sentences, and how dates are written."""

from __future__ import annotations

import datetime as dt
import gettext
import io
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from babel import Locale
from babel.dates import format_date, format_time
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from pydantic import BaseModel, ConfigDict

if TYPE_CHECKING:
    from pathlib import Path


class Language(StrEnum):
    """A language the bot speaks."""

    MS = "ms"
    EN = "en"

    @property
    def other(self) -> Language:
        return Language.EN if self is Language.MS else Language.MS


# en_MY, not en: "23 November 2026" and RM, as Malaysians write them.
LOCALES = {Language.MS: Locale("ms"), Language.EN: Locale("en", "MY")}
# Malay names the part of the day, English says am and pm.
_TIMES = {Language.MS: "h.mm B", Language.EN: "h.mm a"}


class Localised(BaseModel):
    """One text in both languages, each written for its own readers."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_min_length=1, str_strip_whitespace=True)

    ms: str
    en: str

    def __getitem__(self, language: Language) -> str:
        return self.ms if language is Language.MS else self.en


@dataclass(frozen=True)
class Sentence:
    """A sentence of the bot's own, not yet put into a language."""

    msgid: str
    values: tuple[tuple[str, object], ...] = ()


def sentence(msgid: str, **values: object) -> Sentence:
    """Name a sentence of the catalogues. The tool that collects sentences looks for this name."""
    return Sentence(msgid, tuple(values.items()))


@dataclass(frozen=True)
class Catalogue:
    """The bot's own short sentences in one language. The key of each is its English sentence."""

    language: Language
    sentences: gettext.GNUTranslations

    def __call__(self, msgid: str, **values: object) -> str:
        return self.sentences.gettext(msgid).format(**values)

    def word(self, said: Sentence) -> str:
        return self(said.msgid, **dict(said.values))

    def plural(self, one: str, many: str, n: int) -> str:
        """Either sentence, by the language's own plural rule, with `{n}` filled in."""
        return self.sentences.ngettext(one, many, n).format(n=n)

    def date(self, day: dt.date) -> str:
        """The day as people write it: `23 November 2026`."""
        return format_date(day, "d MMMM y", locale=LOCALES[self.language])

    def weekday_and_date(self, day: dt.date) -> str:
        """The day with its weekday: `Ahad, 20 Disember 2026`."""
        return format_date(day, "EEEE, d MMMM y", locale=LOCALES[self.language])

    def month(self, day: dt.date) -> str:
        """The month of a day: `November 2026`."""
        return format_date(day, "MMMM y", locale=LOCALES[self.language])

    def weekday(self, day: dt.date) -> str:
        """The day's weekday in short: `Isn`, `Mon`."""
        return format_date(day, "EEE", locale=LOCALES[self.language])

    def time(self, at: dt.time) -> str:
        """The time of day as people say it: `3.30 petang`, `3.30 pm`."""
        if at == dt.time():
            return self("12 midnight")
        return format_time(at, _TIMES[self.language], locale=LOCALES[self.language])

    def hour(self, at: dt.time) -> str:
        """A whole hour, short enough for a button: `3 petang`, `3 pm`."""
        if at == dt.time():
            return self("12 midnight")
        return format_time(at, _TIMES[self.language].replace(".mm", ""), locale=LOCALES[self.language])


Catalogues = dict[Language, Catalogue]


def load_catalogues(folder: Path) -> Catalogues:
    """Read `<folder>/<locale>/LC_MESSAGES/bot.po` for each language, compiled in memory."""
    catalogues: Catalogues = {}
    for language, locale in LOCALES.items():
        with (folder / str(locale) / "LC_MESSAGES" / "bot.po").open("rb") as file:
            messages = read_po(file, locale=locale, abort_invalid=True)
        compiled = io.BytesIO()
        write_mo(compiled, messages)
        compiled.seek(0)
        catalogues[language] = Catalogue(language, gettext.GNUTranslations(compiled))
    return catalogues
