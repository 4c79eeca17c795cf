"""What is paid for a wage, in words: each scheme's amounts, whose they are, the band, the dates and the sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.content.facts import OverdueError
from bot.dialogue import contributions
from bot.dialogue.menus import in_twos, topic_rows
from bot.dialogue.messages import Look
from bot.dialogue.reply import Button, Part, Reply, Role
from bot.dialogue.views import Cases, Contribution

if TYPE_CHECKING:
    from bot.content.contributions import Contributions, Table, Trait
    from bot.dialogue.contributions import Row, Situation
    from bot.dialogue.voice import Row as Buttons
    from bot.dialogue.voice import Voice

SEN = 100
WAGES_A_ROW = 3


def contribution(voice: Voice, view: Contribution) -> Reply:
    """The amounts for a wage; or, without one, the question for it."""
    try:
        return _amounts(voice, view) if view.wage else _ask(voice, view)
    except OverdueError as overdue:  # a limit that decides whose amounts these are, so there are none to give
        return Reply((Part(Role.LEAD, (voice.being_checked(overdue.fact.about),)),), voice.way_on())


def cases(voice: Voice, view: Cases) -> Reply:
    """All that a worker can be at one point, each leading back to the amounts."""
    known = voice.knowledge.contributions
    situation = contributions.situation_of(known, view.traits, voice.today)
    rows = []
    for name, trait in contributions.alternatives(known, view.point, situation, voice.today).items():
        mark = "✓ " if situation[view.point] == name else ""
        button = _to(voice, view, name, trait, mark)
        if button is not None:
            rows.append((button,))
    rows.append((Button(voice.say("Back"), Look(Contribution(wage=view.wage, traits=view.traits))),))
    return Reply((Part(Role.LEAD, (voice.say("Which is it?"),)),), tuple(rows))


def _ask(voice: Voice, view: Contribution) -> Reply:
    known, say = voice.knowledge.contributions, voice.say
    parts = [
        Part(Role.LEAD, (say("What is the wage for the month?"),)),
        Part(Role.TEXT, (say("Type it, for example 1800, RM1,800.50 or 1.8k. Or choose one."),)),
    ]
    if view.traits:
        situation = contributions.situation_of(known, view.traits, voice.today)
        parts.append(Part(Role.TEXT, (_whose(voice, known, situation),)))
    wages = [
        Button(f"RM{wage:,}", Look(Contribution(wage=wage * SEN, traits=view.traits))) for wage in known.wages
    ]
    rows = (tuple(wages[start : start + WAGES_A_ROW]) for start in range(0, len(wages), WAGES_A_ROW))
    return Reply(tuple(parts), (*rows, *topic_rows(voice, known.related), *voice.way_on()))


def _amounts(voice: Voice, view: Contribution) -> Reply:
    known = voice.knowledge.contributions
    situation = contributions.situation_of(known, view.traits, voice.today)
    rows = contributions.rows(known, view.wage, situation, voice.today)
    given = [row for row in rows if row.known]
    parts = [
        Part(Role.LEAD, (_lead(voice, view, rows),)),
        Part(Role.TEXT, (_whose(voice, known, situation),)),
        Part(Role.BULLETS, tuple(_scheme(voice, row) for row in rows)),
    ]
    if given:
        parts.append(Part(Role.TEXT, (_band(voice, given),)))
    remarks = voice.lines(remark for remark in known.remarks if contributions.fits(remark.when, situation))
    if remarks:
        parts.append(Part(Role.BULLETS, remarks))
    if given:
        parts.append(Part(Role.FINE_PRINT, (_in_force(voice, given),)))
    tables = [row.table for row in rows if row.table is not None]
    if tables:
        parts.append(voice.sources(*tables))
    return Reply(tuple(parts), _buttons(voice, view, situation))


def _lead(voice: Voice, view: Contribution, rows: tuple[Row, ...]) -> str:
    """The sum of all schemes, or the one that was asked about; no sum while one of them is missing."""
    wage = _ringgit(view.wage)
    asked = next((row for row in rows if row.name == view.scheme and row.known), None)
    if asked is not None:
        name = _name(voice, asked)
        return voice.say(
            "{scheme}, for wages of {wage} a month: {shares}.",
            scheme=name, wage=wage, shares=_shares(voice, asked.employer, asked.worker),
        )  # fmt: skip
    if not all(row.known for row in rows):
        return voice.say("For wages of {wage} a month I can give only part of the amounts.", wage=wage)
    employer, worker = sum(row.employer for row in rows), sum(row.worker for row in rows)
    if not (employer and worker):
        return voice.say(
            "For wages of {wage} a month: {shares}.", wage=wage, shares=_shares(voice, employer, worker)
        )
    return voice.say(
        "For wages of {wage} a month: {shares}. Together {total}.",
        wage=wage, shares=_shares(voice, employer, worker), total=_amount(employer + worker),
    )  # fmt: skip


def _shares(voice: Voice, employer: int, worker: int) -> str:
    if not worker:
        return voice.say("only the employer pays, {employer}", employer=_amount(employer))
    if not employer:
        return voice.say("only the worker pays, {worker}", worker=_amount(worker))
    return voice.say(
        "the employer pays {employer}, the worker {worker}",
        employer=_amount(employer),
        worker=_amount(worker),
    )


def _scheme(voice: Voice, row: Row) -> str:
    name = _name(voice, row)
    if row.overdue:
        return voice.being_checked(row.scheme.about)
    if row.table is None:
        return voice.say(
            "{scheme}: I have no table for {day}. Ask PERKESO: {hotline} or {site}.",
            scheme=name, day=voice.say.date(voice.today), hotline=voice.hotline, site=voice.site,
        )  # fmt: skip
    return f"{name}: {_shares(voice, row.employer, row.worker)}."


def _name(voice: Voice, row: Row) -> str:
    return f"{voice.text(row.scheme.name)} ({voice.text(row.scheme.covers)})"


def _whose(voice: Voice, known: Contributions, situation: Situation) -> str:
    """Whose amounts these are. Raises OverdueError when a limit in it is no longer sure."""
    said = [known.situation[point][name].text for point, name in situation.items()]
    shown = (voice.facts.fill(text, voice.say) for text in said if text is not None)
    return voice.say("These are for one {situation}.", situation=", ".join(shown))


def _band(voice: Voice, rows: list[Row]) -> str:
    """The band that was read; the tables share theirs unless one of them changes first."""
    bands = dict.fromkeys((row.over, row.up_to) for row in rows)
    return " ".join(_one_band(voice, over, up_to) for over, up_to in bands)


def _one_band(voice: Voice, over: int, up_to: int | None) -> str:
    if up_to is None:
        return voice.say(
            "Wages over {over} are above the wage ceiling: the last row of the table holds for all of them.",
            over=_ringgit(over),
        )  # fmt: skip
    if not over:
        return voice.say("Row of the table: wages up to {up_to}.", up_to=_ringgit(up_to))
    return voice.say(
        "Row of the table: wages over {over} up to {up_to}.", over=_ringgit(over), up_to=_ringgit(up_to)
    )


def _in_force(voice: Voice, rows: list[Row]) -> str:
    """Since when the tables hold, and until when where that is known."""
    by_span: dict[str, list[str]] = {}
    for row in rows:
        if row.table is not None:
            by_span.setdefault(_span(voice, row.table), []).append(voice.text(row.scheme.name))
    return " ".join(f"{span}: {', '.join(names)}." for span, names in by_span.items())


def _span(voice: Voice, table: Table) -> str:
    since, until = (voice.say.date(day) if day else "" for day in (table.since, table.until))
    if since and until:
        return voice.say("Table from {since} to {until}", since=since, until=until)
    if until:
        return voice.say("Table up to {until}", until=until)
    return voice.say("Table from {since}", since=since) if since else voice.say("Table")


def _buttons(voice: Voice, view: Contribution, situation: Situation) -> tuple[Buttons, ...]:
    """What else this worker could be, one press each; then another wage, and what to read."""
    known = voice.knowledge.contributions
    others = [
        button for point in known.situation if (button := _other(voice, view, situation, point)) is not None
    ]
    menus = [
        Button(voice.text(label), Look(Cases(wage=view.wage, traits=view.traits, point=point)))
        for point, label in known.menus.items()
    ]
    again = (Button(voice.say("Another wage"), Look(Contribution(traits=view.traits))),)
    asked = known.schemes.get(view.scheme)
    topics = dict.fromkeys([*([asked.topic] if asked and asked.topic else []), *known.related])
    return (*in_twos([*others, *menus]), again, *topic_rows(voice, topics), *voice.resume())


def _other(voice: Voice, view: Contribution, situation: Situation, point: str) -> Button | None:
    """The button to the commonest thing that this worker is not, or None where there is no other."""
    known = voice.knowledge.contributions
    for name, trait in contributions.alternatives(known, point, situation, voice.today).items():
        if name != situation[point]:
            return _to(voice, view, name, trait)
    return None


def _to(voice: Voice, view: Contribution | Cases, name: str, trait: Trait, mark: str = "") -> Button | None:
    """A button to the amounts with one trait changed; None when a limit in its words is no longer sure."""
    try:
        label = mark + voice.facts.fill(trait.button, voice.say)
    except OverdueError:
        return None
    traits = contributions.with_trait(voice.knowledge.contributions, view.traits, name)
    scheme = view.scheme if isinstance(view, Contribution) else ""
    return Button(label, Look(Contribution(wage=view.wage, traits=traits, scheme=scheme)))


def _ringgit(sen: int) -> str:
    """A wage: without the sen when there are none."""
    return f"RM{sen // SEN:,}" if sen % SEN == 0 else _amount(sen)


def _amount(sen: int) -> str:
    return f"RM{sen // SEN:,}.{sen % SEN:02}"
