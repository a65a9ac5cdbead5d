"""What is told of results: the list that is published (公示), and to each applicant a letter.

In: the results of a table of applicants, held against the policy.  Out: ``Notice``, data; then files: documents of Word in
the layout of official documents, and a workbook.
"""
