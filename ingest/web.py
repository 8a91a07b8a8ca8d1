"""What on a web page is no text of the document: menus, banners, lists of links to other pages."""

from typing import Any, NamedTuple

_ROLES = {"navigation", "banner", "contentinfo", "search", "menu", "menubar", "complementary"}
_TAGS = {"nav", "aside"}
_LISTS = {"ul", "ol", "dl", "div", "td", "section"}
_FEWEST_LINKS = 4
_LINKED = 0.9
"""The share of letters inside links from which a list is a menu. A plan that cites laws by links has under a half."""


class _Share(NamedTuple):
    """What an element holds: letters, those of them inside links to other pages, and such links."""

    letters: int = 0
    linked: int = 0
    links: int = 0


def drop_navigation(root: Any) -> None:
    """Take out of an HTML tree what only leads to other pages; what follows an element stays.

    A page that has nothing else keeps it all.
    """
    shares = _shares(root)
    gone = {element for element in shares if _is_navigation(element, shares[element])}
    outermost = [element for element in gone if not any(above in gone for above in element.iterancestors())]
    if shares[root].letters > sum(shares[element].letters for element in outermost):
        for element in outermost:
            element.drop_tree()


def _is_navigation(element: Any, share: _Share) -> bool:
    if element.tag in _TAGS or (element.get("role") or "").lower() in _ROLES:
        return True
    return element.tag in _LISTS and share.links >= _FEWEST_LINKS and share.linked >= _LINKED * share.letters > 0


def _shares(root: Any) -> dict[Any, _Share]:
    """Each element's share, its children's included; they come before it."""
    shares: dict[Any, _Share] = {}
    for element in reversed(list(root.iter())):
        if not isinstance(element.tag, str) or element.tag in ("script", "style"):
            continue
        inner = [shares[child] for child in element if child in shares]
        letters = _letters(element.text) + sum(share.letters for share in inner)
        letters += sum(_letters(child.tail) for child in element)
        if element.tag == "a" and not (element.get("href") or "#").startswith("#"):
            shares[element] = _Share(letters, letters, 1)
        else:
            linked, links = (sum(share[field] for share in inner) for field in (1, 2))
            shares[element] = _Share(letters, linked, links)
    return shares


def _letters(text: str | None) -> int:
    return len("".join((text or "").split()))
