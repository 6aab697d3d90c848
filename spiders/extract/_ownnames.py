"""Which of the companies that a page names is the one whose site it is."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from spiders import words
from spiders.extract._blocklabel import near
from spiders.extract._legalnames import COPYRIGHT, POST_CODE, is_label, labelled, looks_like_name, names_the_site, squeezed
from spiders.extract._others import owner_at
from spiders.page import Block, ParsedPage
from spiders.page.elements import text_of

__all__ = ["LONGEST_BLOCK", "own_names"]

_STREET = re.compile(r"^[^\W\d_][^\d\n:]{2,30} \d{1,4} ?[a-zA-Z]?$", re.M)
LONGEST_BLOCK = 700
"""Characters of a block that are read."""
_LITTLE_MORE = 30
_BLOCKS_OF_AN_ADDRESS = 4
_BLOCKS_TO_A_NUMBER = 3
_SHORTEST_SEEN_TWICE = 5
_ABOUT_THE_COMPANY = frozenset({"imprint", "contact_us", "about_us", "terms", "privacy"})
_Named = Sequence[tuple[str, bool]]


def own_names(page: ParsedPage, named: Sequence[_Named], numbered: Collection[int]) -> Iterator[tuple[int, str]]:
    """
    The legal names that the page gives for its own company, each with the index of its block.

    Args:
        named: The names in each of `page.blocks` that end in a legal form, and whether each is said to be another's.
        numbered: The blocks that hold a register or VAT number of the company.
    """
    found: set[str] = set()
    heads: list[tuple[int, str]] = []
    for index, block in enumerate(page.blocks):
        own = tuple(dict.fromkeys(name for name, elses in named[index] if not elses))
        sure = [name for name in own if index in numbered or _presents(page, index, name, numbered)]
        for name in (*sure, *_labelled(page, index, own, numbered)):
            found.add(squeezed(name))
            yield index, name
        begins = bool(own) and not sure and f"\n{own[0]}" in f"\n{block.text[:LONGEST_BLOCK]}"
        if begins and (own[0] in _title(page) or _heads_an_address(page, index)):
            heads.append((index, own[0]))
    about = _about(page) if heads or not found else frozenset()
    alone = len(found | {squeezed(name) for _, name in heads}) == 1
    if heads and ("imprint" in about or (alone and about & _ABOUT_THE_COMPANY)):
        yield heads[0]
    elif not found and "imprint" in about:
        yield from _first_line(page)


def _presents(page: ParsedPage, index: int, name: str, numbered: Collection[int]) -> bool:
    """
    Whether a block says whose site it is.

    A copyright line does, in the footer the bare name or a name with its address, a bare name right above the company's number,
    and anywhere a name that the site is called by.
    """
    block = page.blocks[index]
    text = block.text[:LONGEST_BLOCK]
    if names_the_site(name, page.url) or re.search(
        rf"(?:{COPYRIGHT.pattern})(?:[^\n]*|[\W\d]*){re.escape(name)}|{re.escape(name)}[^\n]*(?:{COPYRIGHT.pattern})", text, re.I
    ):
        return True
    alone = text.startswith(name) and len(text) <= len(name) + _LITTLE_MORE
    if alone and any(n in numbered for n in range(index + 1, index + 1 + _BLOCKS_TO_A_NUMBER)):
        return True
    return page.place(block.tag).region == "footer" and (alone or _in_address(block) or POST_CODE.search(text) is not None)


def _in_address(block: Block) -> bool:
    return block.tag.name == "address" or block.tag.find_parent("address") is not None


def _labelled(page: ParsedPage, index: int, own: Sequence[str], numbered: Collection[int]) -> Iterator[str]:
    """The names in a block that a label in it, or the block before, says are the company's."""
    block = page.blocks[index]
    text, before = block.text[:LONGEST_BLOCK], 0
    above = page.blocks[index - 1] if index else None
    if above is not None and is_label(above.text) and near(block.tag, above.tag):
        text, before = f"{above.text}\n{text}", len(above.text) + 1
    elif ":" not in text:
        return
    beside = any(n in numbered for n in range(index, index + 1 + _BLOCKS_TO_A_NUMBER))
    for each in labelled(text):
        if each.start < before or not (each.sure or beside) or "form" in (block.tag.name, *(tag.name for tag in block.tag.parents)):
            continue
        if owner_at(page, index, each.start - before) != "third-party":
            yield next((name for name in own if squeezed(each.name).startswith(squeezed(name))), each.name)


def _heads_an_address(page: ParsedPage, index: int) -> bool:
    """Whether the block stands in the page's own content with a post code or a street in it or in the few blocks after it."""
    own = page.place(page.blocks[index].tag).region in ("main", "unknown")
    texts_near = (block.text[:LONGEST_BLOCK] for block in page.blocks[index : index + _BLOCKS_OF_AN_ADDRESS])
    return (
        own
        and owner_at(page, index, 0) != "third-party"
        and any(POST_CODE.search(text) or _STREET.search(text) for text in texts_near)
    )


def _first_line(page: ParsedPage) -> Iterator[tuple[int, str]]:
    """
    The name without a legal form right above the street of the first address, where title, copyright line or domain give it too.

    Of two lines above the street the first is as often a sign over the door as it is the company.
    """
    for index, block in enumerate(page.blocks):
        first, *lines = block.text[:LONGEST_BLOCK].split("\n", 3)[:3]
        if not any(map(_STREET.search, lines)) or page.place(block.tag).region not in ("main", "unknown"):
            continue
        if not _STREET.search(lines[0]):
            return
        known = len(squeezed(first)) >= _SHORTEST_SEEN_TWICE and squeezed(first) in _given(page)
        if known and looks_like_name(first) and not words.labels(first, page.lang) and owner_at(page, index, 0) != "third-party":
            yield index, first.strip()
        return


def _given(page: ParsedPage) -> str:
    """The site's domain, the page's title and its copyright lines, without blanks."""
    copyright_lines = (line for block in page.blocks for line in block.text.split("\n") if COPYRIGHT.match(line.strip()))
    return squeezed(f"{page.url.partition('//')[2].partition('/')[0]} {_title(page)} {' '.join(copyright_lines)}")


def _title(page: ParsedPage) -> str:
    return " ".join(page.soup.title.get_text(" ").split())[:200] if page.soup.title else ""


def _about(page: ParsedPage) -> frozenset[str]:
    heading = next((text_of(tag) for tag in page.named("h1")), "")
    return words.labels(heading, page.lang) | words.url_concepts(page.url)
