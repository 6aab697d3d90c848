"""Whether fields are a chat's own: the line one types to a bot or an agent is no form to be filled in and sent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from bs4 import Tag

from spiders.extract._formfields import Draft
from spiders.extract._vendors import CHATS, vendor_marks
from spiders.page import ParsedPage
from spiders.page.elements import below

_CHAT = re.compile(
    r"(?:^|[-_ ])(?:(?:live|web|video)?-?chatt?(?:-?bot(?:ten)?)?(?:-?(?:s|box|window|widget|panel|input))?|bot)(?=$|[-_ :.,])"
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NAMED_BY = ("id", "name", "role", "aria-label", "title")
_PAGE_PARTS = ("main", "h1")
_MORE_THAN_A_LINE = frozenset({"email", "phone", "name", "password", "attachment", "search"})
_LOG_NEAR = 4
_CLIMB = 12
_FIELDS_READ = 3


def is_chatbox(page: ParsedPage, draft: Draft) -> bool:
    """Whether the fields stand in a chat and ask for a line of text, but not for who asks or where to answer."""
    if any(draft.has(concept) for concept in _MORE_THAN_A_LINE) or not any(each.typed for each in draft.asked):
        return False
    widgets = {id(mark.tag) for mark in vendor_marks(page) if mark.vendor.kind in CHATS and mark.source == "element"}
    return any(
        id(tag) in widgets or _is_chat(tag) or (level <= _LOG_NEAR and any(each.get("role") == "log" for each in below(tag)))
        for each in draft.asked[:_FIELDS_READ]
        for level, tag in enumerate(_within(each.tag))
    )


def _within(tag: Tag) -> Iterator[Tag]:
    """An element and those around it, up to where the page itself begins."""
    for element in (tag, *islice(tag.parents, _CLIMB)):
        if element.name in ("body", "html", "[document]", *_PAGE_PARTS) or any(below(element, *_PAGE_PARTS)):
            return
        yield element


def _is_chat(tag: Tag) -> bool:
    names = [*map(str, tag.get_attribute_list("class")), *(str(tag.get(key) or "") for key in _NAMED_BY)]
    return any(_CHAT.search(_CAMEL.sub("-", name).lower()) for name in names)
