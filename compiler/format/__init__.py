"""``tiaowen fmt``.  In: sources.  Out: their texts, every spelling brought to the one way."""
