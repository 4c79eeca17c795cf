"""The files of contribution tables: one row for each band of wages, every amount as printed."""

from __future__ import annotations

import csv
import re
from itertools import pairwise
from typing import TYPE_CHECKING

from bot.content.contributions import Sheet
from bot.content.documents import Problem
from bot.i18n import sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

OVER, UP_TO = "wage_over_rm", "wage_up_to_rm"
WAGE = re.compile(r"\d+(?:\.\d\d)?")
AMOUNT = re.compile(r"\d+\.\d\d")
HEADER_LINE, FIRST_LINE = 1, 2


def read_sheet(path: Path, root: Path) -> tuple[Sheet | None, list[Problem]]:
    """The table in a file, or None with everything that is wrong in it, by line."""
    name = path.relative_to(root).as_posix()
    if not path.is_file():
        return None, [Problem(name, 1, sentence("the file is missing; the knowledge needs it"))]
    rows = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
    problems = list(_problems(name, rows))
    if problems:
        return None, problems
    header, *bands = rows
    columns = {
        column: tuple(_sen(band[place]) for band in bands) for place, column in enumerate(header) if place > 1
    }
    return Sheet(over=tuple(_sen(band[0]) for band in bands), columns=columns), []


def _problems(name: str, rows: Sequence[Sequence[str]]) -> Iterator[Problem]:
    if not rows or list(rows[0][:2]) != [OVER, UP_TO] or len(rows[0]) <= len((OVER, UP_TO)):
        told = sentence(
            "the first line must name the columns: {first},{second}, then amounts", first=OVER, second=UP_TO
        )
        yield Problem(name, HEADER_LINE, told)
        return
    broken = False
    for line, row in enumerate(rows[1:], start=FIRST_LINE):
        for problem in _row_problems(name, line, rows[0], row, last=line == len(rows)):
            broken = True
            yield problem
    if not broken:
        yield from _order_problems(name, rows)


def _row_problems(
    name: str, line: int, header: Sequence[str], row: Sequence[str], *, last: bool
) -> Iterator[Problem]:
    if len(row) != len(header):
        told = sentence("{count} values, but {expected} columns", count=len(row), expected=len(header))
        yield Problem(name, line, told)
        return
    for place, (column, value) in enumerate(zip(header, row, strict=True)):
        if place == 1 and last and not value:
            continue  # the last band is open
        if not (WAGE if place <= 1 else AMOUNT).fullmatch(value):
            told = sentence(
                "“{value}” under {column} is not an amount; write it as 104.15", value=value, column=column
            )
            yield Problem(name, line, told)


def _order_problems(name: str, rows: Sequence[Sequence[str]]) -> Iterator[Problem]:
    """Bands follow each other without a gap, from 0 to an open end, and no amount falls as wages rise."""
    header, *bands = rows
    if _sen(bands[0][0] if bands else "1") != 0:
        yield Problem(name, FIRST_LINE, sentence("the first band must begin at 0"))
    for line, (before, band) in enumerate(pairwise(bands), start=FIRST_LINE + 1):
        if not before[1] or _sen(before[1]) != _sen(band[0]) or _sen(band[0]) <= _sen(before[0]):
            told = sentence("the band must begin where the one above ends, at {wage}", wage=before[1])
            yield Problem(name, line, told)
        for column, above, value in zip(header[2:], before[2:], band[2:], strict=True):
            if _sen(value) < _sen(above):
                told = sentence(
                    "{column} falls from {above} to {value}; check both",
                    column=column,
                    above=above,
                    value=value,
                )
                yield Problem(name, line, told)
    if bands and bands[-1][1]:
        yield Problem(
            name, len(rows), sentence("the last band must be open: leave {column} empty", column=UP_TO)
        )


def _sen(ringgit: str) -> int:
    whole, _, rest = ringgit.partition(".")
    return int(whole) * 100 + int(rest or "0")
