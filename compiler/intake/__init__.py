"""Facts as offices write them, made ready for ``calc``: days, 是否, options, numbers and units of sheets and forms.

In: the types of facts, and what was typed or stands in a sheet.  Out: the same facts as ``calc`` reads them, and what is to be
told of how they were understood.  What is not understood is left as it is, for ``calc`` to refuse: every entrance (commands,
sheets, the web service) has the same refusals.
"""
