"""Rules drafted from the sentences of a document, for a person to finish.

In: a policy, with rules or without.  Out: for each sentence that pays, waives or levies and that nothing quotes yet a 【草稿】
under its paragraph: in the sentence's own words, tried by compiling it; what is not read is said in it.  A draft is never
calculated (the document room keeps its kind apart), so that what is wrong in it costs nobody money.
"""
