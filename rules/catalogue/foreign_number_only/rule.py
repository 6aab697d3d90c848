"""At least one phone number of the customer's own country."""

from __future__ import annotations

from phonenumbers import country_code_for_region

from rules.checks import channel_places, looked_at, seen, written
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence
from spiders.said import say

_INTERNATIONAL_FREEPHONE = "+800"


def check(evidence: Evidence, _entry: Entry) -> Result:
    phones = seen(evidence, "phone")
    if not phones:
        return Result("no-phone-seen", say("No phone number was found {looked_at}.", looked_at=looked_at(evidence)))
    code = country_code_for_region(evidence.site.country or "")
    if not code:
        return Result(
            "country-unknown", say("The country whose customers the site serves is not known."), channel_places(evidence, phones)
        )
    near = [phone for phone in phones if phone.value.startswith((f"+{code}", _INTERNATIONAL_FREEPHONE))]
    if near:
        told = say("{channel} is a number of the country code +{code} or a freephone number.", channel=written(near[0]), code=code)
        return Result("domestic-number-shown", told, channel_places(evidence, near))
    told = say(
        "No phone number with the country code +{code} was found {looked_at}; shown is {channel}.",
        code=code,
        looked_at=looked_at(evidence),
        channel=written(phones[0]),
    )
    return Result("foreign-only", told, channel_places(evidence, phones))
