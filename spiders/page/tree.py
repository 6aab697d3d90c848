"""The tree of a page, no deeper than pages are: what asks for each element's parents, or for what is in it, ends in time."""

from __future__ import annotations

from bs4 import BeautifulSoup, Tag

__all__ = ["Tree"]

_DEEPEST = 256
"""As deep as libxml2 reads XML; Chromium goes to 512. A page of a few kilobytes can nest a thousand elements."""
_RAW = frozenset({"script", "style", "textarea", "title"})
"""What is in them is no markup, and so no deeper."""


class Tree(BeautifulSoup):
    """What would stand deeper than pages are stands side by side there, as browsers have it."""

    def reset(self) -> None:
        """Begin anew; `_beside` are the names of the open elements that hold nothing, outer ones first."""
        super().reset()
        self._beside: list[str] = []

    def pushTag(self, tag: Tag) -> None:  # noqa: N802
        """Open an element; one that stands too deep is closed at once."""
        super().pushTag(tag)
        if len(self.tagStack) > _DEEPEST and tag.name not in _RAW:
            self.popTag()
            self._beside.append(tag.name)

    def _popToTag(self, name: str, nsprefix: str | None = None, inclusivePop: bool = True) -> Tag | None:  # noqa: N802, N803
        if self._beside and self._beside[-1] == name:
            self._beside.pop()
            return None
        return super()._popToTag(name, nsprefix, inclusivePop)
