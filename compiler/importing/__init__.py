"""Documents of other programs as the text that a person sees: .docx of Word and WPS, pages of the web, plain text.

In: the bytes of a file.  Out: ``Imported``: the official text, a paragraph a line, and what was read or left.  Nothing
here knows what an article is; the room ``document`` finds that out from the text.
"""
