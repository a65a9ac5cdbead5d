"""A simulation as people read it: a page that loads nothing, and tables.

``page.py`` puts ``sections/`` together; ``charts.py`` draws, in whole coordinates; ``amounts.py`` says amounts; ``tables.py`` are the
same figures as CSV.
"""
