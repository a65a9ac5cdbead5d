"""The web service: policies answer over HTTP what ``service/`` gives as data, and show their guides.  The only room that
knows FastAPI, Starlette, uvicorn and the client library of Prometheus.

In: offers.  Out: answers and pages.  What comes from outside is bounded (``limits``) before it is read, every error is a
problem of RFC 9457, nothing of the facts goes into a log, and nothing is kept once it is answered.
"""
