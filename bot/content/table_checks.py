"""What the shape of contributions/ cannot say: tables, columns, dates and facts that do not fit each other."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from bot.content.contributions import Contributions, Scheme, Table
from bot.content.documents import Document, Place, Problem
from bot.content.facts import FactsOfTheDay, NothingHoldsError
from bot.content.model import Knowledge
from bot.content.pieces import FIRST_DAY, Span, When
from bot.content.sheets import FIRST_LINE
from bot.i18n import Localised, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = "contributions"
FILE = f"{FOLDER}/tables.yaml"
SEN = 100


def table_problems(knowledge: Knowledge, document: Document) -> Iterator[Problem]:
    """Everything wrong between the tables, their files and the facts they rest on."""
    known = knowledge.contributions
    if not {known.ceiling, known.bands} <= knowledge.facts.keys():
        return  # told with their names
    for name, scheme in known.schemes.items():
        place: Place = ("schemes", name)
        yield from _spans(scheme, document, place)
        for index, table in enumerate(scheme.tables):
            yield from _columns(known, table, document, (*place, "tables", index))
            yield from _facts(knowledge, table, document, (*place, "tables", index))
    yield from _options(known, document)


def _spans(scheme: Scheme, document: Document, place: Place) -> Iterator[Problem]:
    for index, (earlier, later) in enumerate(pairwise(scheme.tables), start=1):
        if earlier.until is None or later.since is None or later.since <= earlier.until:
            told = sentence("two tables hold on the same day; end one before the next begins")
            yield document.problem((*place, "tables", index), told)


def _columns(known: Contributions, table: Table, document: Document, place: Place) -> Iterator[Problem]:
    """Every column named is in the file, and a total is the sum of what employer and worker pay."""
    columns = known.sheets[table.file].columns
    named = {"employer": table.employer, "worker": table.worker, "total": table.total}
    missing = {key: column for key, column in named.items() if column is not None and column not in columns}
    for key, column in missing.items():
        told = sentence("{file} has no column “{column}”", file=table.file, column=column)
        yield document.problem((*place, key), told)
    if table.employer is None and table.worker is None:
        yield document.problem(place, sentence("name the column of the employer, of the worker, or of both"))
    if missing or table.total is None:
        return
    shares = [columns[column] for column in (table.employer, table.worker) if column is not None]
    for line, (total, *parts) in enumerate(zip(columns[table.total], *shares, strict=True), start=FIRST_LINE):
        if total != sum(parts):
            told = sentence("the total under {column} is not the sum of its parts", column=table.total)
            yield Problem(f"{FOLDER}/{table.file}", line, told)


def _facts(knowledge: Knowledge, table: Table, document: Document, place: Place) -> Iterator[Problem]:
    """The table has as many bands as the fact says, and its last begins at the wage ceiling of its days."""
    sheet = knowledge.contributions.sheets[table.file]
    for day in (table.since or FIRST_DAY, table.until):
        if day is None:
            continue
        facts = FactsOfTheDay(knowledge.facts, day, withhold=False)
        try:
            bands = facts.figure(knowledge.contributions.bands)
            ceiling = facts.figure(knowledge.contributions.ceiling)
        except NothingHoldsError as error:
            told = sentence(
                "{placeholder} has no value on {day}", placeholder=error.placeholder, day=day.isoformat()
            )
            yield document.problem(place, told)
            return
        if len(sheet.over) != bands:
            told = sentence(
                "{file} has {count} bands, not {expected}",
                file=table.file,
                count=len(sheet.over),
                expected=bands,
            )
            yield document.problem((*place, "file"), told)
        if sheet.over[-1] != ceiling * SEN:
            told = sentence(
                "the last band of {file} begins at RM{wage}, but the wage ceiling on {day} is RM{ceiling}",
                file=table.file, wage=sheet.over[-1] // SEN, day=day.isoformat(), ceiling=ceiling,
            )  # fmt: skip
            yield document.problem((*place, "file"), told)


def _options(known: Contributions, document: Document) -> Iterator[Problem]:
    """A button carries only the option, so no two points may share one; and the first must always hold."""
    seen: set[str] = set()
    for point, options in known.situation.items():
        for index, (name, trait) in enumerate(options.items()):
            place: Place = ("situation", point, name)
            if name in seen:
                yield document.problem(place, sentence("“{key}” is here twice; keep one", key=name))
            seen.add(name)
            if index == 0 and (trait.when or trait.since or trait.until):
                told = sentence("the first alternative must hold always; remove its “when” and dates")
                yield document.problem(place, told)


def contribution_texts(known: Contributions) -> Iterator[tuple[Place, Localised, Span]]:
    """Every text of tables.yaml, with its place and the days on which it is said."""
    for name, scheme in known.schemes.items():
        yield ("schemes", name, "name"), scheme.name, scheme
        yield ("schemes", name, "covers"), scheme.covers, scheme
        yield ("schemes", name, "about"), scheme.about, scheme
    for point, options in known.situation.items():
        for name, trait in options.items():
            yield ("situation", point, name, "button"), trait.button, trait
            if trait.text is not None:
                yield ("situation", point, name, "text"), trait.text, trait
    for index, remark in enumerate(known.remarks):
        yield ("remarks", index), remark, remark


def names(known: Contributions) -> Iterator[tuple[Place, str, str]]:
    """Every fact and topic that tables.yaml names: its place, which of the two, and the name."""
    yield ("ceiling",), "fact", known.ceiling
    yield ("bands",), "fact", known.bands
    for field in ("topics", "related"):
        for index, topic in enumerate(getattr(known, field)):
            yield (field, index), "topic", topic
    for name, scheme in known.schemes.items():
        if scheme.topic is not None:
            yield ("schemes", name, "topic"), "topic", scheme.topic
    for point, options in known.situation.items():
        for name, trait in options.items():
            for field in ("from_age", "under_age"):
                fact = getattr(trait, field)
                if fact is not None:
                    yield ("situation", point, name, field), "fact", fact


def conditions(known: Contributions) -> Iterator[tuple[Place, When, dict[str, set[str]]]]:
    """Every `when` of tables.yaml: its place, the condition, and what the points before it can be."""
    given: dict[str, set[str]] = {}
    for point, options in known.situation.items():
        for name, trait in options.items():
            yield ("situation", point, name, "when"), trait.when, dict(given)
        given[point] = set(options)
    for name, scheme in known.schemes.items():
        yield ("schemes", name, "when"), scheme.when, given
    for index, remark in enumerate(known.remarks):
        yield ("remarks", index, "when"), remark.when, given
