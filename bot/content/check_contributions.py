"""Contribution tables, with the schemes and situations that lead to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.content import check_texts, table_checks
from bot.content.check_checklists import conditions
from bot.content.check_reviews import reviewed
from bot.content.documents import Where
from bot.content.examined import unknown

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from bot.content.documents import Problem
    from bot.content.examined import Examined


def problems(examined: Examined) -> Iterator[Problem]:
    if table_checks.FILE in examined.broken:
        return
    known = examined.knowledge.contributions
    document = examined.documents[table_checks.FILE]
    yield from table_checks.table_problems(examined.knowledge, document)
    for name, scheme in known.schemes.items():
        for index, table in enumerate(scheme.tables):
            yield from reviewed(examined, table, Where(document, ("schemes", name, "tables", index)))
    for place, text, span in table_checks.contribution_texts(known):
        yield from check_texts.problems(examined, text, span, Where(document, place))
    for place, kind, name in table_checks.names(known):
        there: Collection[str] = examined.facts if kind == "fact" else examined.topics
        if name not in there:
            yield document.problem(place, unknown(name, there))
    for place, when, given in table_checks.conditions(known):
        yield from conditions(when, given, document, place)
