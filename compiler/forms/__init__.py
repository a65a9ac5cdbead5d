"""Forms to apply with: a workbook with a row an applicant and a column a fact, which the batch reads back.

In: a policy, and which of its clauses.  Out: a ``Form``, its columns and sheets as data, and the bytes of its workbook.  What
it asks for is read by ``intake.headings.column_of`` as it was meant, whatever facts are called.
"""
