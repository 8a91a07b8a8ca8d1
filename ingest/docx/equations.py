"""Equations (m:oMath) as one line of text: "a/b", "x^2", "√(x)"."""

from lxml import etree

from ingest.docx.names import DELETED, Element, M


def equation(element: Element) -> str:
    """The text of an equation and of all that it holds."""
    return "".join(_part(child) for child in element if child.tag not in DELETED)


def _part(element: Element) -> str:
    match etree.QName(element).localname:
        case "t":
            return element.text or ""
        case "f":
            return f"{_grouped(element, 'num')}/{_grouped(element, 'den')}"
        case "sSup":
            return f"{_child(element, 'e')}^{_grouped(element, 'sup')}"
        case "sSub":
            return f"{_child(element, 'e')}_{_grouped(element, 'sub')}"
        case "sSubSup":
            return f"{_child(element, 'e')}_{_grouped(element, 'sub')}^{_grouped(element, 'sup')}"
        case "rad":
            return f"{_child(element, 'deg')}√{_grouped(element, 'e')}"
        case "nary":
            bounds = _child(element, "sub") + _child(element, "sup")
            return f"{_property(element, 'chr', '∫')}{bounds}{_child(element, 'e')}"
        case "d":
            inner = _property(element, "sepChr", "|").join(equation(e) for e in element.iterfind(M + "e"))
            return f"{_property(element, 'begChr', '(')}{inner}{_property(element, 'endChr', ')')}"
    return equation(element)


def _child(element: Element, name: str) -> str:
    found = element.find(M + name)
    return "" if found is None else equation(found)


def _grouped(element: Element, name: str) -> str:
    """A child's text, in brackets when it is longer than a number or a name."""
    text = _child(element, name)
    return text if text.replace(",", "").replace(".", "").isalnum() else f"({text})"


def _property(element: Element, name: str, default: str) -> str:
    found = element.find(f"{element.tag}Pr/{M}{name}")
    return default if found is None else found.get(M + "val", default)
