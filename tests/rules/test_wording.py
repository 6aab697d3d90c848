"""The words that rules read, by what they must and must not take."""

import pytest

from rules.wording import WordList, says


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        ("unread_mailboxes", "noreply", True),
        ("unread_mailboxes", "reply", False),
        ("company_fields", "Företagsnamn", True),
        ("company_fields", "Raison sociale", True),
        ("company_fields", "Org.nr", True),
        ("company_fields", "Förnamn", False),
        ("company_fields", "Bestätigung", False),
        ("adr_refusals", "We are not obliged and not willing to take part.", True),
        ("adr_refusals", "Wir nehmen nicht an einem Streitbeilegungsverfahren teil.", True),
        ("adr_refusals", "Wir nehmen an einem Streitbeilegungsverfahren teil.", False),
        ("adr_refusals", "Nous adhérons au service du médiateur.", False),
        ("adr_refusals", "Är du inte nöjd kan du vända dig till Allmänna reklamationsnämnden.", False),
        ("adr_boards", "Allmänna reklamationsnämnden", True),
        ("adr_boards", "vor einer Verbraucherschlichtungsstelle", False),
        ("adr_boards", "garn och stickor", False),
        ("addresses", "www.arn.se", True),
        ("addresses", "101 23 Stockholm", True),
        ("addresses", "alternativ tvistlösning", False),
    ],
)
def test_a_list_takes_its_words_and_no_others(words: WordList, text: str, found: bool) -> None:
    assert says(words, text) is found
