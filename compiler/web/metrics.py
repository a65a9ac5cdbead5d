"""The numbers for operators, in the text format of Prometheus: requests by operation and status, how long they took, how
many are in progress, and which policies are served."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from ..version import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..service.offer import Offer

FORMAT = "text/plain; version=0.0.4; charset=utf-8"
_METHODS = ("GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE")
_MICROSECONDS = (500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000, 500_000, 5_000_000)


class Metrics:
    """Of one service; addresses are counted by their operation (/{policy}/calc/{clause}), so that they are few.
    ``running`` is how many requests are in progress."""

    def __init__(self, offers: Iterable[Offer]) -> None:
        self._registry = CollectorRegistry()
        labels = ("method", "operation", "status")
        self._requests = Counter("tiaowen_requests", "Requests answered", labels, registry=self._registry)
        self._took = Histogram(
            "tiaowen_request_microseconds",
            "Time from the first byte of a request to the end of its answer",
            ("operation",),
            buckets=_MICROSECONDS,
            registry=self._registry,
        )
        self._bytes = Counter("tiaowen_response_bytes", "Bytes of answers", registry=self._registry)
        self._known: dict[tuple[str, str, str], tuple[Counter, Histogram]] = {}
        self.running = 0
        in_progress = Gauge("tiaowen_requests_in_progress", "Requests in progress", registry=self._registry)
        in_progress.set_function(lambda: self.running)
        policies = Gauge(
            "tiaowen_policy_info", "The policies served", ("policy", "hash", "compiler"), registry=self._registry
        )
        for offer in offers:
            policies.labels(offer.name, offer.policy.hash, VERSION).set(1)

    def seen(self, method: str, operation: str, status: int, took: int, size: int) -> None:
        """A request has been answered, in so many nanoseconds with so many bytes."""
        key = method if method in _METHODS else "other", operation.replace(":path", ""), str(status)
        if key not in self._known:  # looking a label up takes as long as counting
            self._known[key] = self._requests.labels(*key), self._took.labels(key[1])
        requests, times = self._known[key]
        requests.inc()
        times.observe(took // 1000)
        self._bytes.inc(size)

    def text(self) -> bytes:
        """All of them, to be read by Prometheus."""
        return generate_latest(self._registry)
