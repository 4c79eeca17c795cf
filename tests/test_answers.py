"""What answers rest on: every topic of the catalogue, every fact in the fact sheets, no figure that is no fact."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.content.check_words import COUNTED
from bot.content.facts import PLACEHOLDER
from bot.content.model import SourceKind
from bot.i18n import Language, Localised

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import BaseModel

    from bot.content.model import Knowledge

CATALOGUE = [
    "what_is_perkeso",
    "perkeso_roles",
    "schemes_overview",
    "lindung_names",
    "people_protected",
    "contact_perkeso",
    "portals",
    "who_must_register",
    "employer_registration",
    "registration_deadline",
    "registration_forms",
    "employer_documents",
    "assist_portal_id",
    "assist_login",
    "mycoid",
    "counter_registration",
    "employer_code",
    "registration_fee",
    "principal_immediate_employer",
    "worker_registration",
    "foreign_worker_registration",
    "domestic_worker_registration",
    "part_time_interns",
    "owner_director_family",
    "age_rules",
    "civil_servants",
    "record_keeping",
    "update_employer_details",
    "worker_resigned",
    "close_business",
    "penalties",
    "employer_not_registered_me",
    "check_my_registration",
    "register_myself",
    "ic_is_the_number",
    "changed_jobs",
    "employer_deducts_its_share",
    "contribution_rates",
    "contribution_due_date",
    "pay_contributions",
    "what_counts_as_wages",
    "wage_ceiling",
    "contribution_categories",
    "late_payment",
    "eis_contribution",
    "month_without_wages",
    "employment_injury",
    "medical_benefit",
    "temporary_disablement",
    "permanent_disablement",
    "constant_attendance",
    "dependants_benefit",
    "funeral_benefit",
    "education_benefit",
    "rehabilitation",
    "dialysis",
    "invalidity",
    "survivors_pension",
    "eis_overview",
    "eis_claim",
    "eis_not_covered",
    "eis_allowance",
    "lindung_24_jam",
    "lindung_24_jam_contribution",
    "lindung_24_jam_opt_out",
    "foreign_worker_coverage",
    "domestic_worker_coverage",
    "working_in_singapore",
    "self_employed_scheme",
    "self_employed_sectors",
    "self_employed_compulsory",
    "self_employed_plans",
    "self_employed_registration",
    "self_employed_documents",
    "self_employed_cover_start",
    "self_employed_subsidy",
    "two_jobs",
    "gig_workers",
    "housewives_scheme",
    "housewives_registration",
    "report_accident",
    "commuting_accident",
    "after_an_accident",
    "claim_online",
    "claim_processing_time",
    "appeal",
    "health_screening",
    "other_kwsp",
    "other_lhdn",
    "other_ssm",
    "other_jtk",
    "other_industrial_relations",
    "other_jkkp",
    "other_immigration",
    "other_hrdcorp",
    "other_aid",
    "my_case",
    "emergency",
    "scam_check",
    "talk_to_person",
]
# 999 is known to everyone and stands in no sheet.
IN_NO_SHEET = {"emergency_number"}


def _texts(entry: object) -> Iterator[Localised]:
    """Every text in both languages inside an entry, however deep."""
    if isinstance(entry, Localised):
        yield entry
    elif isinstance(entry, dict):
        for part in entry.values():
            yield from _texts(part)
    elif isinstance(entry, tuple):
        for part in entry:
            yield from _texts(part)
    elif hasattr(entry, "__pydantic_fields__"):
        for name in type(entry).__pydantic_fields__:
            yield from _texts(getattr(entry, name))


def _said(knowledge: Knowledge) -> Iterator[tuple[str, Localised]]:
    entries: list[tuple[str, BaseModel]] = [*knowledge.topics.items(), *knowledge.checklists.items()]
    for name, entry in [*entries, ("contributions", knowledge.contributions)]:
        for text in _texts(entry):
            yield name, text


def test_all_hundred_topics_of_the_catalogue_load(knowledge: Knowledge) -> None:
    assert len(CATALOGUE) == 100
    assert sorted(set(CATALOGUE) - knowledge.topics.keys()) == []


def test_every_topic_has_both_languages_sources_with_an_address_or_a_law_and_dates(
    knowledge: Knowledge,
) -> None:
    for topic in knowledge.topics.values():
        assert all(text[language] for text in _texts(topic) for language in Language), topic.id
        assert topic.checked < topic.review_by, topic.id
        sources = [knowledge.sources[name] for name in topic.sources]
        assert any(source.url or source.read or source.kind is SourceKind.LAW for source in sources), topic.id


def test_every_fact_used_in_an_answer_traces_to_an_entry_of_the_fact_sheets(knowledge: Knowledge) -> None:
    used = {
        name
        for _, text in _said(knowledge)
        for language in Language
        for name, _ in PLACEHOLDER.findall(text[language])
        if name in knowledge.facts
    }
    assert len(used) > 100
    untraced = {
        name: sorted(set(knowledge.facts[name].rests_on) - knowledge.evidence)
        for name in used - IN_NO_SHEET
        if not set(knowledge.facts[name].rests_on) <= knowledge.evidence
    }
    assert untraced == {}


def test_no_figure_in_an_answer_is_anything_but_a_fact(knowledge: Knowledge) -> None:
    loose = []
    for name, text in _said(knowledge):
        for language in Language:
            bare = PLACEHOLDER.sub(" ", text[language])
            loose += [(name, language.value, found) for found in re.findall(r"\d[\d.,]*", bare)]
            loose += [(name, language.value, found[0]) for found in COUNTED.finditer(bare)]
    assert loose == []
