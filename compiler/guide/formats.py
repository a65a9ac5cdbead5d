"""The formats of the guide, one file each; the first is what is made where none is asked for."""

from .format import Format
from .markdown import MARKDOWN
from .pdf import PDF
from .site import SITE
from .word import DOCX

FORMATS: tuple[Format, ...] = (SITE, MARKDOWN, DOCX, PDF)
