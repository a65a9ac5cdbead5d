"""The formats of the guide, one file each; the first is what is made where none is asked for."""

from .format import Format
from .markdown import MARKDOWN
from .site import SITE

FORMATS: tuple[Format, ...] = (SITE, MARKDOWN)
