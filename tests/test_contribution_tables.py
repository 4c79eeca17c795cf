"""The amounts are those of the official tables, row for row, and a table that is not whole is refused."""

from __future__ import annotations

import csv
import re
import shutil
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import product
from typing import TYPE_CHECKING

import pytest

from bot.channels import plain
from bot.channels.telegram_render import MOST_BUTTON_BYTES, MOST_CHARACTERS, button_data, html, read_button
from bot.config import read_settings
from bot.content.loader import examine
from bot.dialogue.contributions import rows, situation_of, with_trait
from bot.dialogue.messages import Look
from bot.dialogue.session import Session
from bot.dialogue.turn import Turn
from bot.dialogue.views import Cases, Contribution
from bot.dialogue.wording import Wording
from bot.i18n import Language
from tests.conftest import TODAY
from tests.emulator.telegram_html import read_html

if TYPE_CHECKING:
    from pathlib import Path

    from bot.content.contributions import Contributions
    from bot.content.model import Knowledge
    from bot.i18n import Catalogues

FOLDER = read_settings().knowledge_dir / "contributions"

# The situation, the file that the amounts are read from here, and its columns for employer and worker. Written
# out by hand from the fact sheets (A2.13–A2.18, A6.5–A6.14), not from tables.yaml.
ACT_4, ACT_800, ALL_DAY = (
    "contribution_act4.csv",
    "contribution_act800.csv",
    "contribution_act4_lindung24jam.csv",
)
FIRST = (ACT_4, "employer_rm", "employee_rm")
SECOND = (ACT_4, "second_category_employer_rm", None)
LINDUNG = (ALL_DAY, None, "lindung24_employee_rm")
EIS = (ACT_800, "employer_rm", "employee_rm")
PAID: dict[tuple[str, ...], dict[str, tuple[str, str | None, str | None]]] = {
    (): {"act_4_first": FIRST, "lindung_24_jam": LINDUNG, "eis": EIS},
    ("out",): {"act_4_first": FIRST, "eis": EIS},
    ("foreign",): {"act_4_first": FIRST, "lindung_24_jam": LINDUNG},
    ("from_60",): {"act_4_second": SECOND, "lindung_24_jam": LINDUNG},
    ("from_60", "out"): {"act_4_second": SECOND},
    ("foreign", "from_60"): {"act_4_second": SECOND, "lindung_24_jam": LINDUNG},
    ("began_55",): {"act_4_second": SECOND, "lindung_24_jam": LINDUNG, "eis": EIS},
    ("began_57",): {"act_4_second": SECOND, "lindung_24_jam": LINDUNG},
    ("under_18",): {"act_4_first": FIRST, "lindung_24_jam": LINDUNG},
    ("in_home",): {"act_4_first": FIRST, "lindung_24_jam": LINDUNG, "eis": EIS},
    ("foreign", "in_home"): {"act_4_first": FIRST, "lindung_24_jam": LINDUNG},
}


@cache
def read(file: str) -> list[dict[str, str]]:
    with (FOLDER / file).open(encoding="utf-8") as text:
        return list(csv.DictReader(text))


def sen(ringgit: str) -> int:
    return int(Decimal(ringgit) * 100)


def edges(row: dict[str, str]) -> list[int]:
    """The lowest and the highest wage of a band, in sen; an open band is tried far up."""
    highest = sen(row["wage_up_to_rm"]) if row["wage_up_to_rm"] else 99_999_999
    return [sen(row["wage_over_rm"]) + 1, highest]


@pytest.mark.parametrize("traits", PAID, ids=lambda traits: "-".join(traits) or "commonest")
def test_both_edges_of_all_65_bands_give_the_amounts_of_the_file(
    knowledge: Knowledge, traits: tuple[str, ...]
) -> None:
    known = knowledge.contributions
    situation = situation_of(known, traits, TODAY)
    for number in range(65):
        expected = {
            name: tuple(sen(read(file)[number][column]) if column else 0 for column in (employer, worker))
            for name, (file, employer, worker) in PAID[traits].items()
        }
        for wage in edges(read(ACT_4)[number]):
            found = {row.name: (row.employer, row.worker) for row in rows(known, wage, situation, TODAY)}
            assert found == expected, wage


def test_the_files_have_65_bands_and_agree_on_them() -> None:
    bands = [
        [(row["wage_over_rm"], row["wage_up_to_rm"]) for row in read(file)]
        for file in (ACT_4, ACT_800, ALL_DAY)
    ]
    assert bands[0] == bands[1] == bands[2]
    assert len(bands[0]) == 65


def test_the_three_files_agree_on_the_sums_that_the_third_prints() -> None:
    """Employer, invalidity and LINDUNG 24 Jam of our rows add up to the totals printed in the newest table."""
    for old, new in zip(read(ACT_4), read(ALL_DAY), strict=True):
        assert old["employer_rm"] == new["first_cat_employer_rm"]
        assert old["employee_rm"] == new["first_cat_employee_invalidity_rm"]
        assert old["second_category_employer_rm"] == new["second_cat_employer_rm"]
        lindung = sen(new["lindung24_employee_rm"])
        assert sen(old["total_rm"]) + lindung == sen(new["first_cat_grand_total_rm"])
        assert sen(new["second_cat_employer_rm"]) + lindung == sen(new["second_cat_grand_total_rm"])


def test_the_copies_in_knowledge_hold_the_sample_rows_of_the_fact_sheet(knowledge: Knowledge) -> None:
    """A6.9 and B7.08, typed here by hand."""
    known = knowledge.contributions
    first = situation_of(known, (), TODAY)
    for wage, employer, worker, lindung, eis in (
        (3_000, 40, 10, 20, 5), (100_000, 1665, 475, None, None), (170_000, 2885, 825, None, 330),
        (250_000, None, None, 1835, None), (300_000, 5165, 1475, 2215, 590), (400_000, None, None, 2965, None),
        (500_000, 8665, 2475, None, 990), (590_001, 10415, 2975, 4465, 1190), (600_001, 10415, 2975, 4465, 1190),
    ):  # fmt: skip
        found = {row.name: row for row in rows(known, wage, first, TODAY)}
        for expected, is_ in (
            (employer, found["act_4_first"].employer),
            (worker, found["act_4_first"].worker),
            (lindung, found["lindung_24_jam"].worker),
            (eis, found["eis"].worker),
        ):
            assert expected in {None, is_}, wage


# --- days --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "there", "missing"),
    [
        (date(2022, 1, 1), set(), {"act_4_first", "eis"}),
        (date(2024, 9, 30), set(), {"act_4_first", "eis"}),
        (date(2024, 10, 1), {"act_4_first", "eis"}, set()),
        (date(2026, 5, 31), {"act_4_first", "eis"}, set()),
        (date(2026, 6, 1), {"act_4_first", "eis", "lindung_24_jam"}, set()),
        (date(2028, 5, 31), {"act_4_first", "eis", "lindung_24_jam"}, set()),
        (date(2028, 6, 1), {"act_4_first", "eis"}, {"lindung_24_jam"}),
        (date(2031, 6, 1), {"act_4_first", "eis"}, {"lindung_24_jam"}),
    ],
)
def test_each_scheme_has_amounts_only_on_the_days_of_a_table(
    knowledge: Knowledge, day: date, there: set[str], missing: set[str]
) -> None:
    known = knowledge.contributions
    found = rows(known, 180_000, situation_of(known, (), day), day)
    assert {row.name for row in found if row.table is not None} == there
    assert {row.name for row in found if row.table is None} == missing


def test_before_july_2026_nobody_could_opt_out(knowledge: Knowledge) -> None:
    known = knowledge.contributions
    assert situation_of(known, ("out",), date(2026, 6, 30))["all_day"] == "in"
    assert situation_of(known, ("out",), TODAY)["all_day"] == "out"


def test_a_foreign_worker_cannot_be_out_of_lindung_24_jam(knowledge: Knowledge) -> None:
    known = knowledge.contributions
    assert situation_of(known, ("foreign", "out"), TODAY)["all_day"] == "in"


def said(wording: Wording, view: Contribution | Cases, language: Language, day: date) -> str:
    return plain.text(wording.present(Turn(Session(speaking=language, place=view)), day))


def test_a_day_without_a_table_is_said_and_no_sum_is_given(wording: Wording) -> None:
    told = said(wording, Contribution(wage=180_000), Language.EN, date(2024, 9, 30))
    assert "only part of the amounts" in told
    assert "I have no table for 30 September 2024. Ask PERKESO: 1-300-22-8000" in told
    assert ".65" not in told


def test_amounts_past_their_review_are_withheld_and_the_others_given(wording: Wording) -> None:
    """On 1 June 2027 the table of LINDUNG 24 Jam is overdue, those of Act 4 and EIS are not."""
    told = said(wording, Contribution(wage=180_000), Language.MS, date(2027, 6, 1))
    assert "Kami sedang menyemak semula perkara ini: amaun caruman LINDUNG 24 Jam" in told
    assert "13.15" not in told
    assert "majikan bayar RM30.65" in told
    assert "Jumlahnya" not in told


def test_nothing_is_given_when_all_is_overdue(wording: Wording) -> None:
    told = said(wording, Contribution(wage=180_000), Language.EN, date(2028, 1, 1))
    assert "We are checking this again" in told
    assert "30.65" not in told
    assert "3.50" not in told


def test_a_view_in_the_future_with_fresh_reviews_has_no_second_phase(
    knowledge: Knowledge, catalogues: Catalogues
) -> None:
    """If editors renew the reviews but bring no table of the second phase, its amounts are not made up."""
    day = date(2028, 6, 1)
    fresh = knowledge.model_copy(update={
        "facts": {name: fact.model_copy(update={"review_by": date(2030, 1, 1)}) for name, fact in knowledge.facts.items()},
        "contributions": renewed(knowledge.contributions),
    })  # fmt: skip
    told = said(Wording(fresh, catalogues), Contribution(wage=180_000), Language.EN, day)
    assert "LINDUNG 24 Jam (accidents outside work): I have no table for 1 June 2028." in told
    assert "the employer pays RM30.65, the worker RM8.75" in told
    assert "Together" not in told


def renewed(known: Contributions) -> Contributions:
    schemes = {
        name: scheme.model_copy(
            update={
                "tables": tuple(t.model_copy(update={"review_by": date(2030, 1, 1)}) for t in scheme.tables)
            }
        )
        for name, scheme in known.schemes.items()
    }
    return known.model_copy(update={"schemes": schemes})


# --- every situation ---------------------------------------------------------------------------

DAYS = (
    date(2022, 1, 1), date(2024, 9, 30), date(2024, 10, 1), date(2026, 5, 31), date(2026, 6, 1), TODAY,
    date(2027, 6, 1), date(2028, 6, 1), date(2031, 6, 1),
)  # fmt: skip


def every_situation(known: Contributions) -> list[tuple[str, ...]]:
    return [
        tuple(dict.fromkeys(t for chosen in choice for t in with_trait(known, (), chosen)))
        for choice in product(*known.situation.values())
    ]


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("language", Language)
def test_every_situation_renders_within_telegrams_limits(
    knowledge: Knowledge, wording: Wording, language: Language, day: date
) -> None:
    known = knowledge.contributions
    situations = every_situation(known)
    assert len(situations) == 2 * 5 * 2 * 2
    for traits in situations:
        for wage in (0, 1, 180_000, 600_001, 100_000_000):
            for view in (
                Contribution(wage=wage, traits=traits, scheme="lindung_24_jam"),
                Cases(wage=wage, traits=traits, point="age"),
            ):
                reply = wording.present(Turn(Session(speaking=language, place=view)), day)
                messages = html(reply)
                assert len(messages) == 1
                assert len(messages[0]) <= MOST_CHARACTERS
                read_html(messages[0])
                assert "{" not in messages[0]
                assert reply.buttons
                for button in (button for row in reply.buttons for button in row):
                    assert button.press is not None
                    data = button_data(button.press)
                    assert len(data.encode()) <= MOST_BUTTON_BYTES
                    assert read_button(data) == button.press


def test_both_languages_say_the_same_figures(knowledge: Knowledge, wording: Wording) -> None:
    for traits in every_situation(knowledge.contributions):
        told = [
            said(wording, Contribution(wage=320_000, traits=traits), language, TODAY) for language in Language
        ]
        figures = [sorted(re.findall(r"RM[\d,.]*\d", text)) for text in told]
        assert figures[0] == figures[1]


@pytest.mark.parametrize(
    "data", ["m:-5::", "m:1e9::", "m:100000001::", "m:x::", "m:180000", "m:180000:::", "d:1::nowhere:"]
)
def test_a_button_that_was_never_drawn_names_nothing(data: str) -> None:
    assert not isinstance(read_button(data), Look)


def test_traits_that_the_content_no_longer_has_count_as_not_chosen(knowledge: Knowledge) -> None:
    known = knowledge.contributions
    assert situation_of(known, ("retired", "foreign"), TODAY) == situation_of(known, ("foreign",), TODAY)


# --- what an editor gets wrong -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "told"),
    [
        (ACT_4, "30,50,0.70,0.20,0.90,0.50", "30,50,0.75,0.20,0.90,0.50", 3, "not the sum"),
        (ACT_4, "30,50,0.70", "31,50,0.70", 3, "must begin where the one above ends, at 30"),
        (ACT_4, "30,50,0.70", "30,50,0.7", 3, "“0.7” under employer_rm is not an amount"),
        (ACT_4, "30,50,0.70,0.20,0.90,0.50", "30,50,0.70,0.20,0.90", 3, "5 values, but 6 columns"),
        (ACT_4, "0,30,0.40", "1,30,0.40", 2, "the first band must begin at 0"),
        (ACT_4, "6000,,104.15", "6000,7000,104.15", 66, "the last band must be open"),
        (ACT_4, "30,50,0.70,0.20,0.90,0.50\n", "", 3, "must begin where the one above ends"),
        (ACT_4, "wage_over_rm", "over", 1, "the first line must name the columns"),
        (ACT_4, "5900,6000,104.15,29.75,133.90,74.40\n6000,,", "5900,,", None, "64 bands, not 65"),
        (ACT_800, "11.90,11.90,23.80\n6000", "11.60,11.90,23.50\n6000", 65, "falls from 11.70 to 11.60"),
        ("tables.yaml", "employer: employer_rm", "employer: employers_rm", None, "has no column “employers_rm”"),
        ("tables.yaml", "from: 2024-10-01", "from: 2024-09-01", None, "the wage ceiling on 2024-09-01 is RM5000"),
        ("tables.yaml", "ceiling: wage_ceiling", "ceiling: wage_ceilin", None, "did you mean “wage_ceiling”"),
        ("tables.yaml", "file: contribution_act4.csv", "file: act4.csv", 1, "the file is missing"),
        ("tables.yaml", "when: {age: [under_60, under_18]}", "when: {age: [under_61]}", None, "did you mean “under_60”"),
        ("tables.yaml", "review_by: 2027-11-30", "review_by: 2020-11-30", None, "must be after “checked”"),
        ("tables.yaml", "    foreign:\n", "    in:\n", None, "“in” is here twice"),
        ("tables.yaml", "{age_second_category} or over'", "60 or over'", None, "{age_second_category} stands in the other language"),
        ("tables.yaml", "rests_on: [A2.13", "rests_on: [A99.1", None, "is not known"),
    ],
)  # fmt: skip
def test_a_table_that_is_not_whole_is_refused_with_file_and_line(  # noqa: PLR0913, PLR0917
    tmp_path: Path, catalogues: Catalogues, file: str, old: str, new: str, line: int | None, told: str
) -> None:
    copy = tmp_path / "knowledge"
    shutil.copytree(read_settings().knowledge_dir, copy)
    path = copy / "contributions" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    english = catalogues[Language.EN]
    problems = [
        (problem.file, problem.line, english.word(problem.what)) for problem in examine(copy, catalogues)[1]
    ]
    wanted = [(where, at) for where, at, what in problems if told in what]
    assert wanted, problems
    assert wanted[0][0].startswith("contributions/")
    if line is not None:
        assert wanted[0][1] == line
