"""Whether what was paid is what the policy gives: every payment recomputed, and what differs set apart, explained.

In: policies, a table of applications and one of payments.  Out: an ``AuditResult``: findings, totals, the rows that could not be
read; and its report as a workbook, a page or JSON.
"""
