"""Tools for assistants over the Model Context Protocol: what a policy has and asks for, results, settlements, checks.

In: offers.  Out: a server over standard streams or HTTP.  What is answered comes from service/; here it is told in words that
an assistant reads, and what is wrong goes back to it as data, so that it can mend what it gave.  The only room that knows the
SDK ``mcp``, and within it only server.py and transport.py do.
"""
