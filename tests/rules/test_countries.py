"""The packs of Spain, the Netherlands, Denmark, Norway, Finland, Italy and Poland: what law they hold, for whom and from when."""

from datetime import date

import pytest

from rules.cases import evidence_from
from rules.engine import judge
from rules.pack import load_pack, packs_for

TODAY, ADAPTED = date(2026, 11, 22), date(2026, 12, 28)
LABELS = {"nl": "nl", "dk": "da", "fi": "fi", "it": "it", "pl": "pl"}


@pytest.mark.parametrize(
    ("country", "sectors", "packs"),
    [
        ("ES", (), ["es", "es-trlgdcu", "eu"]),
        ("ES", ("financial",), ["es-financial", "es", "es-trlgdcu", "eu"]),
        ("NL", (), ["nl", "eu"]),
        ("DK", (), ["dk", "eu"]),
        ("NO", (), ["no"]),
        ("FI", (), ["fi", "eu"]),
        ("IT", (), ["it", "eu"]),
        ("PL", (), ["pl", "eu"]),
    ],
)
def test_a_country_s_packs_come_before_the_union_s(country: str, sectors: tuple[str, ...], packs: list[str]) -> None:
    chosen = packs_for(country, sectors)
    assert [name for name in chosen if name in {*packs, "int", "se"}] == packs


def test_the_spanish_law_on_customer_service_is_to_come_until_companies_must_have_adapted() -> None:
    evidence = evidence_from({"channels": [{"kind": "email", "value": "hola@example.com", "at": "/"}]})
    before, after = (judge(evidence, [load_pack("es")], day, {"sector": "energy"}) for day in (TODAY, ADAPTED))
    assert (before.verdicts, after.upcoming) == ((), ())
    assert [each.rule for each in before.upcoming] == [each.rule for each in after.verdicts]
    assert {each.rule for each in before.upcoming if each.outcome == "failed"} >= {"minimum-channels", "live-channel-offered"}


def test_the_spanish_law_asks_whom_it_is_for_where_that_decides_anything() -> None:
    others = judge(evidence_from({}), [load_pack("es")], ADAPTED, {"sector": "other", "large-company": False})
    assert {each.outcome for each in others.verdicts} == {"inapplicable"}

    unanswered = judge(evidence_from({}), [load_pack("es")], ADAPTED)
    assert {each.outcome for each in unanswered.verdicts if each.questions == ("sector", "large-company")} == {"cantTell"}
    assert {each.outcome for each in unanswered.verdicts if not each.questions} == {"inapplicable"}
    if_addressed = {each.rule: each.if_applies for each in unanswered.verdicts}
    assert if_addressed["live-channel-offered"] == "failed"


def test_what_is_not_settled_of_the_spanish_consumer_code_is_no_basic_and_says_so() -> None:
    for entry in load_pack("es-trlgdcu").entries:
        assert entry.level == "should"
        assert "2026-12-28" in entry.unless


def test_norway_is_judged_by_good_practice_and_not_by_the_law_of_the_union() -> None:
    forces = {entry.force for entry in load_pack("no").entries if entry.level != "info"}
    assert forces <= {"good-practice", "standard"}


@pytest.mark.parametrize(("pack", "lang"), LABELS.items())
def test_the_words_to_withdraw_hold_those_of_the_directive_in_the_country_s_language(pack: str, lang: str) -> None:
    own, union = (_withdrawal_words(name)[lang] for name in (pack, "eu"))
    assert {label.casefold() for label in union} <= {label.casefold() for label in own}


def _withdrawal_words(pack: str) -> dict[str, tuple[str, ...]]:
    return next(entry for entry in load_pack(pack).entries if entry.rule == "withdrawal-function").labels
