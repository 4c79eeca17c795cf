"""Greetings, thanks and the like: recognised only when nothing else is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.matching.plain import plain_words

if TYPE_CHECKING:
    from bot.content.model import LanguageKnowledge

MOST_WORDS = 12


class SmallTalkEar:
    """Hears small talk."""

    def __init__(self, language: LanguageKnowledge) -> None:
        self._forms = {
            tuple(plain_words(form)): kind for kind, forms in language.small_talk.items() for form in forms
        }
        self._longest = max((len(form) for form in self._forms), default=0)
        self._fillers = {tuple(plain_words(filler)) for filler in language.fillers}

    def kind(self, words: list[str]) -> str | None:
        """The kind of small talk that the plain words of a whole message are, or None when it says anything more.

        Of several kinds the last counts ("ok thanks" thanks), but abuse always does.
        """
        if len(words) > MOST_WORDS:
            return None
        heard: list[str] = []
        place = 0
        while place < len(words):
            for length in range(min(self._longest, len(words) - place), 0, -1):
                phrase = tuple(words[place : place + length])
                if phrase in self._forms:
                    heard.append(self._forms[phrase])
                    break
                if phrase in self._fillers:
                    break
            else:
                return None
            place += length
        if "abuse" in heard:
            return "abuse"
        # A greeting or an "ok" opens; what follows is what was meant.
        meant = [kind for kind in heard if kind not in {"greeting", "ok"}] or heard
        return meant[-1] if meant else None
