"""The words of the language, as tables.  In: nothing.  Out: rows that reading, resolving, formatting and messages take
what they know of a word from, so that a word is told in one place.  Tables only: whoever reads a row decides nothing
that the row could say."""
