"""Facts and sources: values that are what their kind says, on days in order, and nothing unofficial to turn to."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.content.check_words import LINK, PHONE
from bot.content.documents import Where
from bot.content.model import FactKind, SourceKind
from bot.i18n import Language, Localised, Sentence, sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.content.documents import Problem
    from bot.content.examined import Examined
    from bot.content.model import Fact, Source, Value

WHOLE = re.compile(r"[1-9]\d{0,8}|0")
DECIMAL = re.compile(r"(?:[1-9]\d{0,8}|0)(?:\.\d{1,4})?")
DAY = re.compile(r"(?:19|20)\d\d-\d\d-\d\d")
PATTERNS = {
    FactKind.MONEY: (DECIMAL, "6000"),
    FactKind.PERCENT: (DECIMAL, "1.75"),
    FactKind.NUMBER: (DECIMAL, "54"),
    FactKind.HOURS: (WHOLE, "48"),
    FactKind.DAYS: (WHOLE, "30"),
    FactKind.MONTHS: (WHOLE, "24"),
    FactKind.YEARS: (WHOLE, "7"),
    FactKind.DATE: (DAY, "2026-06-01"),
    FactKind.PHONE: (re.compile(r"\+?[\d-]+"), "1-300-22-8000"),
    FactKind.EMAIL: (re.compile(r"[\w.+-]+@[\w.-]+"), "perkeso@perkeso.gov.my"),
    FactKind.LINK: (re.compile(r"https://\S+"), "https://assist.perkeso.gov.my"),
}


def problems(examined: Examined) -> Iterator[Problem]:
    document = examined.documents["facts.yaml"]
    for name, source in examined.knowledge.sources.items():
        yield from _source(examined, source, Where(document, ("sources", name)))
    for name, fact in examined.knowledge.facts.items():
        where = Where(document, ("facts", name, "holds"))
        yield from _days(fact, where)
        for index, value in enumerate(fact.holds):
            yield from _value(examined, fact, value, where.at(index))


def _days(fact: Fact, where: Where) -> Iterator[Problem]:
    for index, value in enumerate(fact.holds):
        if value.since is not None and value.until is not None and value.until < value.since:
            yield where.at(index, "until").problem(sentence("“until” is before “from”"))
    for index, (earlier, later) in enumerate(zip(fact.holds, fact.holds[1:], strict=False), start=1):
        if earlier.until is None or later.since is None or later.since <= earlier.until:
            told = sentence("two values hold on the same day; end one before the next begins")
            yield where.at(index).problem(told)


def _value(examined: Examined, fact: Fact, value: Value, where: Where) -> Iterator[Problem]:
    if isinstance(value.what, Localised):
        for language in Language:
            yield from _only_official(examined, value.what[language], where.at("is", language.value))
        return
    if not _fits(fact.kind, value):
        _, example = PATTERNS[fact.kind]
        told = sentence(
            "“{value}” is not of the kind “{kind}”; write it as '{example}'",
            value=value.what, kind=fact.kind.value, example=example,
        )  # fmt: skip
        yield where.at("is").problem(told)
        return
    yield from _only_official(examined, value.what, where.at("is"), fact.kind)


def fits(fact: Fact) -> bool:
    """Whether every value is what its kind says, so that it can be written out."""
    return all(_fits(fact.kind, value) for value in fact.holds)


def _fits(kind: FactKind, value: Value) -> bool:
    if isinstance(value.what, Localised) or kind not in PATTERNS:
        return True
    pattern, _ = PATTERNS[kind]
    return bool(pattern.fullmatch(value.what)) and (kind is not FactKind.DATE or _is_day(value.what))


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _only_official(
    examined: Examined, text: str, where: Where, kind: FactKind = FactKind.NAME
) -> Iterator[Problem]:
    """Links, addresses and telephone numbers in a value belong to an official body."""
    rules = examined.knowledge.rules
    match kind:
        case FactKind.PHONE:
            phones = [text]
        case FactKind.NAME:
            phones = PHONE.findall(text)
        case _:
            phones = []
    for phone in phones:
        if phone not in rules.phones:
            told = sentence(
                "{what} is not among the official numbers of rules.yaml; check it, then add it there",
                what=phone,
            )
            yield where.problem(told)
    if LINK.search(text) and not _lies_in(text, rules.domains):
        yield where.problem(_unofficial(text))


def _source(examined: Examined, source: Source, where: Where) -> Iterator[Problem]:
    """What people are sent to lies in a domain that rules.yaml names; an official page in an official one."""
    rules = examined.knowledge.rules
    official = source.kind is SourceKind.OFFICIAL
    known = rules.domains if official else (*rules.domains, *rules.press)
    if source.url is not None and not _lies_in(source.url, known):
        yield where.at("url").problem(_unofficial(source.url))
    if official and source.read is not None and not _lies_in(source.read, rules.domains):
        yield where.at("read").problem(_unofficial(source.read))


def _lies_in(address: str, domains: Iterable[str]) -> bool:
    host = (urlsplit(address).hostname or "") if "://" in address else address.rpartition("@")[2]
    return any(host == domain or host.endswith(f".{domain}") for domain in domains)


def _unofficial(address: str) -> Sentence:
    return sentence(
        "{what} lies in no domain of rules.yaml; use the official page, or add its domain there", what=address
    )
