"""The labelled sets of forms, social profiles, messengers, callbacks and app-only contact, row by row."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from spiders.evidence import Channel, Form
from spiders.extract import Observation, apps, callback, forms, mentions, social
from spiders.page import ParsedPage, parse
from spiders.strictyaml import load_file

FOLDER = Path(__file__).parents[2] / "labelled"
URL = "https://www.acme.example/"
OFFERS: dict[str, Callable[[ParsedPage], Iterable[Observation]]] = {
    "social": social.extract,
    "messaging": social.extract,
    "callback": callback.extract,
}


def rows(name: str) -> list[Any]:
    return [pytest.param(row, id=f"{name}: {row['id']}") for row in load_file(FOLDER / f"{name}.yaml")]


def page(row: dict[str, Any]) -> ParsedPage:
    return parse(f"<html lang={row['lang']}><body><main>{row['html']}</main></body></html>", URL)


def told(form: Form, key: str) -> object:
    if key == "labels":
        return [field.label for field in form.fields]
    return [field.required for field in form.fields] if key == "required" else getattr(form, key)


@pytest.mark.parametrize("row", rows("forms"))
def test_a_form_is_seen_as_it_is_labelled(row: dict[str, Any]) -> None:
    seen = [form for form in forms.extract(page(row)) if isinstance(form, Form)]
    assert [{key: told(form, key) for key in want} for form, want in zip(seen, row["forms"], strict=True)] == row["forms"]


@pytest.mark.parametrize(("kind", "row"), [pytest.param(kind, *row.values, id=row.id) for kind in OFFERS for row in rows(kind)])
def test_a_channel_is_seen_where_it_is_labelled(kind: str, row: dict[str, Any]) -> None:
    seen = OFFERS[kind](page(row))
    assert [channel.value for channel in seen if isinstance(channel, Channel) and channel.kind == kind] == row["values"]


@pytest.mark.parametrize("row", rows("app-only"))
def test_a_customer_is_sent_to_the_app_where_it_is_labelled(row: dict[str, Any]) -> None:
    assert bool(list(apps.extract(page(row)))) is row["only"]


@pytest.mark.parametrize("row", rows("cancel-by-phone"))
def test_a_call_is_named_to_end_a_contract_where_it_is_labelled(row: dict[str, Any]) -> None:
    said = [mention for mention in mentions.extract(page(row)) if mention.concept == "gate_cancel_by_phone_only"]
    assert bool(said) is row["call"]


def test_the_sets_hold_both_what_is_and_what_is_not() -> None:
    labelled = {
        name: load_file(FOLDER / f"{name}.yaml")
        for name in ("forms", "social", "messaging", "callback", "app-only", "cancel-by-phone")
    }
    is_there = {
        name: [bool(row.get("forms") or row.get("values") or row.get("only") or row.get("call")) for row in labelled[name]]
        for name in labelled
    }
    assert all(True in there and False in there for there in is_there.values())
    assert {row["lang"] for row in labelled["forms"]} >= set("sv en de da nb fi fr es it nl pl pt".split())
