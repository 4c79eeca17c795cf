"""Wages as people type them: each form is read to the sen, and what cannot be a month's wage is not taken for one."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.dialogue.number_words import figures_for_words
from bot.dialogue.views import HIGHEST_WAGE
from bot.dialogue.wages import NotAWage, wage_alone, wage_within

ALONE = {
    "1800": 180_000,
    " 1800 ": 180_000,
    "1,800": 180_000,
    "1.800": 180_000,
    "1 800": 180_000,
    "1,800.50": 180_050,
    "1800.5": 180_050,
    "1800,50": 180_050,
    "1 800.50": 180_050,
    "RM1800": 180_000,
    "rm1,800.50": 180_050,
    "RM 1,800.50": 180_050,
    "rm 1 800": 180_000,
    "RM.1800": 180_000,
    "myr 1800": 180_000,
    "RM1800/-": 180_000,
    "1800rm": 180_000,
    "1800 ringgit": 180_000,
    "1.8k": 180_000,
    "1.8K": 180_000,
    "1,8k": 180_000,
    "1.85k": 185_000,
    "rm1.8k": 180_000,
    "2k": 200_000,
    "2 k": 200_000,
    "2k5": 250_000,
    "2k++": 200_000,
    "~1800": 180_000,
    "(1800)": 180_000,
    "1800.": 180_000,
    "1800?": 180_000,
    "１８００": 180_000,
    "gaji 1.8k": 180_000,
    "gaji1800": 180_000,
    "gaji:1800": 180_000,
    "gaji = RM1800": 180_000,
    "gaji rm 1 800": 180_000,
    "1800 sebulan": 180_000,
    "1800sebulan": 180_000,
    "1800/bulan": 180_000,
    "1800 per month": 180_000,
    "1800 a month": 180_000,
    "1800/mth": 180_000,
    "gaji sy 2500 lebih kurang": 250_000,
    "gaji saya dalam 2500 je": 250_000,
    "gj dia 1700": 170_000,
    "Gaji pokok RM1,700": 170_000,
    "my salary is 3200": 320_000,
    "around 3k a month": 300_000,
    "basic 2,300": 230_000,
    "seribu": 100_000,
    "seribu lapan ratus": 180_000,
    "dua ribu lima ratus ringgit": 250_000,
    "gaji dua ribu tiga ratus lima puluh": 235_000,
    "dua ribu dua belas": 201_200,
    "lima ratus": 50_000,
    "2 ribu": 200_000,
    "1.8 ribu": 180_000,
    "2 ribu 500": 250_000,
    "1 ribu lapan ratus": 180_000,
    "one thousand eight hundred": 180_000,
    "two thousand five hundred and fifty": 255_000,
    "gaji 2026": 202_600,
    "RM2026": 202_600,
    "gaji 5": 500,
    "RM30.01": 3_001,
    "RM6,000.01": 600_001,
    "12000": 1_200_000,
    "RM1,000,000": 100_000_000,
}

ODD = [
    "0", "RM0", "-1800", "gaji -1800", "0.5", "RM0.50", "1.8", "5", "1e9", "1000000000", "RM1,000,000.01", "0123456789",
    "012-345 6789", "+60123456789", "900101-14-5678", "900101145678", "3/11/2026", "23.11.2026", "2026-11-23", "1500-1800",
    "1800 2000", "1800.505", "1,80,0", "gaji 0018", "½",
]  # fmt: skip

ELSE = [
    "", "abc", "gaji", "rm", "gaji saya", "3 nov", "dua", "dua orang", "berapa gaji minimum", "gaji 1800 brp potong perkeso",
    "1800 sehari", "RM24000 setahun", "lewat 3 hari", "apa itu perkeso", "x" * 700,
]  # fmt: skip

WITHIN = {
    "gaji 1.8k brp kena potong perkeso": 180_000,
    "My slip shows EIS RM5.90, is that correct for a 3,000 salary?": 300_000,
    "umur 62 gaji 2500 perkeso berapa": 250_000,
    "EIS deduction berapa for RM4,200": 420_000,
    "akta 800 gaji 3000": 300_000,
    "LINDUNG 24 Jam gaji 3000 berapa": 300_000,
    "ada 5 pekerja gaji 1800 setiap orang": 180_000,
    "My maid gets 1,800 a month. SOCSO?": 180_000,
    "My clerk earns 3,000, how much should I pay and how much she pays?": 300_000,
    "saya dapat gaji dua ribu berapa potong": 200_000,
    "nombor saya 0123456789 gaji 2k": 200_000,
    "staff gaji 3.2k, SOCSO amount berapa nak key in payroll": 320_000,
    "pekerja saya RM1,800.50, perkeso brp": 180_050,
}

NONE_WITHIN = [
    "Gaji saya RM12,000 tetapi kawan bergaji RM6,000. Kenapa potongan sama?", "Contohnya gaji RM1,700 atau RM2,000",
    "the table says 22.15 but my calculator says 22.13", "kadar gaji minimum 2026", "gaji RM80 sehari",
    "gaji rm24000 setahun", "RM36000 a year", "lindung kerjaya deduction in my payslip RM11.90", "potongan gaji saya RM29.75 betul ke",
    "nak calculate SOCSO 2026, rate 0.5% je ke", "gaji lewat 300 hari", "talian 1-300-22-8000",
]  # fmt: skip


@pytest.mark.parametrize(("typed", "wage"), ALONE.items(), ids=repr)
def test_a_wage_typed_alone_is_read_to_the_sen(typed: str, wage: int) -> None:
    assert wage_alone(typed) == wage


@pytest.mark.parametrize("typed", ODD)
def test_figures_that_cannot_be_a_months_wage_are_asked_about_again(typed: str) -> None:
    assert wage_alone(typed) is NotAWage.ODD


@pytest.mark.parametrize("typed", ["2026", "2018", " 2025. "])
def test_a_lone_year_is_asked_about_again(typed: str) -> None:
    assert wage_alone(typed) is NotAWage.YEAR


@pytest.mark.parametrize("typed", ELSE)
def test_words_that_are_no_wage_are_left_to_be_read_as_a_question(typed: str) -> None:
    assert wage_alone(typed) is None


@pytest.mark.parametrize(("typed", "wage"), WITHIN.items())
def test_the_wage_in_a_question_is_found_among_other_figures(typed: str, wage: int) -> None:
    assert wage_within(typed) == wage


@pytest.mark.parametrize("typed", NONE_WITHIN)
def test_a_question_with_two_wages_or_none_gives_none(typed: str) -> None:
    assert wage_within(typed) is None


@given(st.text(max_size=200))
@example("rm" * 300)
@example("1 " * 300)
@example("ribu " * 100)
def test_no_text_is_too_odd_to_read(text: str) -> None:
    alone, within = wage_alone(text), wage_within(text)
    assert alone is None or isinstance(alone, NotAWage) or 1 <= alone <= HIGHEST_WAGE
    assert within is None or 1 <= within <= HIGHEST_WAGE


@given(st.text(alphabet="rmkRMK0123456789., -/:gajiseribulapnto", max_size=40))
def test_nothing_near_a_wage_is_too_odd_to_read(text: str) -> None:
    alone = wage_alone(text)
    assert alone is None or isinstance(alone, NotAWage) or 1 <= alone <= HIGHEST_WAGE
    wage_within(text)


@given(st.integers(min_value=100, max_value=HIGHEST_WAGE))
def test_every_wage_written_out_is_read_back(sen: int) -> None:
    for form in (
        f"RM{sen // 100:,}.{sen % 100:02}",
        f"gaji {sen // 100}.{sen % 100:02}",
        f"RM {sen / 100:.2f} sebulan",
    ):
        assert wage_alone(form) == sen
        if sen >= 250_00:
            assert wage_within(f"{form} berapa potongan perkeso") == sen


@given(st.integers(min_value=1, max_value=9_999))
def test_every_amount_in_malay_words_is_read_back(number: int) -> None:
    said = in_malay(number)
    assert figures_for_words(said) == (str(number) if number >= 100 else said)


def in_malay(number: int) -> str:
    """A number from 1 to 9,999 as Malay says it."""
    units = ["", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "lapan", "sembilan"]
    if number >= 1000:
        head, rest = divmod(number, 1000)
        return f"{'seribu' if head == 1 else units[head] + ' ribu'} {in_malay(rest)}".strip()
    if number >= 100:
        head, rest = divmod(number, 100)
        return f"{'seratus' if head == 1 else units[head] + ' ratus'} {in_malay(rest)}".strip()
    if number >= 20:
        head, rest = divmod(number, 10)
        return f"{units[head]} puluh {units[rest]}".strip()
    if number >= 10:
        return {10: "sepuluh", 11: "sebelas"}.get(number, f"{units[number - 10]} belas")
    return units[number]
