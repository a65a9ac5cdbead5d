"""What the document is.  In: files.  Out: its title, chapters, articles, paragraphs, the numbers in them, and the blocks
between them; the official text is never changed."""
