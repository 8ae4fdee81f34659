"""The load of a run: every client and producer, each in a thread of its own."""

import logging
import random
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from threading import Event
from types import TracebackType
from typing import Self

from tools.chaos.load import patient_producer
from tools.chaos.load.assortment import is_supplied, set_places_up
from tools.chaos.load.client import Client
from tools.chaos.load.client_log import KAFKA, Exchange, JsonLines, Operation, Produced
from tools.chaos.load.keepers import CHARGES, Keeper
from tools.chaos.load.producers import Producers
from tools.chaos.load.rivals import KINDS, RIVALS, Arena, Rival
from tools.chaos.load.sampler import Sampler
from tools.chaos.load.shoppers import Shopper
from tools.devstack.endpoints import Endpoints
from tools.devstack.processes.children import wait_until
from tools.shop.storefront import Storefront

ARENAS = 2
SHOPPERS = 4
SUPPLY_SECONDS = 60.0

Worker = Callable[[Event], None]


class Load:
    """A context manager. `stop` raises the exception of a thread that failed."""

    def __init__(
        self, endpoints: Endpoints, directory: Path, seed: int, now: Callable[[], datetime], *, assumes: bool
    ) -> None:
        """Write ``requests.jsonl`` and ``events.jsonl`` below `directory`. Events happen at `now`.
        If the service `assumes` that paid units left, nothing comes back to rivals: nobody would
        know if it may.
        """
        self.requests, self.events = directory / "requests.jsonl", directory / "events.jsonl"
        self._url, self._seed = endpoints.api_url, seed
        self._kinds = {kind: weight for kind, weight in KINDS.items() if kind != "return" or not assumes}
        self._exchanges: JsonLines[Exchange] = JsonLines(self.requests)
        producers_log = logging.FileHandler(directory / "logs" / "producers.log")
        patient_producer.logger.addHandler(producers_log)
        patient_producer.logger.propagate = False
        self._produced: JsonLines[Produced] = JsonLines(self.events)
        self.producers = Producers(endpoints.kafka_bootstrap_servers, self._produced, self._rng("producers"), now)
        self.sampler = Sampler(endpoints.database_url)
        self._stopping = Event()
        self._running: list[Future[None]] = []
        self._pool = ThreadPoolExecutor(ARENAS * RIVALS + SHOPPERS + len(CHARGES) + 2, thread_name_prefix="load")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _error: BaseException | None, _: TracebackType | None
    ) -> None:
        self._stopping.set()
        self._pool.shutdown()
        self._exchanges.close()
        self._produced.close()

    def start(self) -> None:
        """Supply the stock, and start the load when all of it is there. Raises RuntimeError when it
        does not come.
        """
        storefront = Storefront(self._url)
        set_places_up(storefront)
        self.producers.open()
        if not wait_until(is_supplied(storefront), seconds=SUPPLY_SECONDS):
            raise RuntimeError(f"the API did not show the supplied stock within {SUPPLY_SECONDS:.0f} seconds")
        workers: list[Worker] = [self.producers.run, self.sampler.run]
        for number in range(ARENAS):
            arena = Arena(str(number))
            workers += [
                Rival(
                    self._client(f"rival-{number}-{one}"),
                    self._client(f"rival-{number}-{one}-twin"),
                    arena,
                    self._rng(f"{number} {one}"),
                    self._say,
                    self._kinds,
                ).run
                for one in range(RIVALS)
            ]
        workers += [
            Shopper(self._client(f"shopper-{one}"), self._rng(f"shopper {one}"), self.producers.pay).run
            for one in range(SHOPPERS)
        ]
        workers += [
            Keeper(self._client(f"keeper-{one}"), charges, self._rng(f"keeper {one}")).run
            for one, charges in enumerate(CHARGES)
        ]
        self._running = [self._pool.submit(worker, self._stopping) for worker in workers]

    def stop(self) -> None:
        """Stop the load, and return when Kafka has every event. Raises the exception of a thread
        that failed.
        """
        self._stopping.set()
        wait(self._running)
        for future in self._running:
            future.result()
        self.producers.close()

    def _say(self, operation: Operation) -> None:
        moment = time.monotonic()
        heard = replace(operation, kind="hear")
        self._exchanges.write(Exchange(KAFKA, heard, moment, moment, failure="nobody answers"))
        self.producers.order(operation)

    def _client(self, name: str) -> Client:
        return Client(name, self._url, self._exchanges)

    def _rng(self, of: str) -> random.Random:
        return random.Random(f"{self._seed} {of}")  # noqa: S311 - to be repeated, not to be secret
