"""Sheets that calculate: cells, formulas with their values, and how they are written into a file.

In: a module.  Out: a ``Book`` of sheets, which ``written`` turns into the bytes of an .xlsx.  Numbers are doubles in every
sheet, so all of them are whole and below 10^15, which is what Excel, WPS and LibreOffice keep digit for digit.
"""
