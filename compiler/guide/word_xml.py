"""Elements of a document of Word, and the files that they stand in.

An element is its XML already: what is put into it as a text or an attribute is escaped here, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NewType

Xml = NewType("Xml", str)

# The names that a file declares: of elements, and of relations to other files.
_SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_IN_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_IN_ATTRIBUTE = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
)


def escaped(text: str) -> Xml:
    """A text in an element."""
    return Xml(text.translate(_IN_TEXT))


def element(name: str, children: Iterable[Xml] = (), /, **attributes: object) -> Xml:
    """w:name with w: attributes.

    >>> element("p", [element("jc", val="<")])
    '<w:p><w:jc w:val="&lt;"/></w:p>'
    """
    return tagged(f"w:{name}", children, **{f"w:{key}": value for key, value in attributes.items()})


def tagged(name: str, children: Iterable[Xml] = (), /, **attributes: object) -> Xml:
    """An element whose name, and those of its attributes, are whole."""
    said = "".join(f' {key}="{str(value).translate(_IN_ATTRIBUTE)}"' for key, value in attributes.items())
    inner = "".join(children)
    return Xml(f"<{name}{said}>{inner}</{name}>" if inner else f"<{name}{said}/>")


def file_of(root: Xml) -> bytes:
    """The file whose root that is; of w: elements, those names are declared."""
    if root.startswith("<w:"):
        name = root[1 : min(at for at in map(root.find, " >/") if at > 0)]
        root = Xml(f"<{name} {_SPACES}{root[1 + len(name) :]}")
    return (_HEAD + root).encode()
