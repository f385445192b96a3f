"""Send the requests of a batch from the workers of a Dask cluster.

Only this process reads the input, decides on the pace and writes the output. Each request is a separate task. If
a worker dies, the scheduler moves its tasks to other workers, which use the same Idempotency-Keys.
"""

from __future__ import annotations

import pickle
import queue
from importlib import import_module
from types import TracebackType
from typing import Any, Dict, Optional, Tuple, Type

from .._core.extras import extra
from ..exceptions import HelixAgentError, NetworkError
from .journal import Output
from .outcomes import Job, Outcome, Verdict, failure
from .plan import BatchSettings, make_plan
from .run import ProgressCallback, run_batch
from .source import Requests
from .summary import BatchSummary
from .threads import next_item

# The clients of a worker process, one for each combination of settings.
_CLIENTS: Dict[bytes, Any] = {}


def connect(client: Any, scheduler: str) -> DaskEngine:
    """Connect to a cluster.

    Args:
        client: A HelixAgent client. Workers create clients from its settings.
        scheduler: The address of the scheduler, e.g. `tcp://10.0.0.1:8786`.

    Raises:
        ImportError: The extra is not installed.
        NetworkError: The scheduler cannot be reached.
    """
    distributed = _distributed()
    try:
        # The address is checked first, because a Client that cannot connect takes a minute to close.
        distributed.comm.get_address_host(scheduler)
        cluster: Any = distributed.Client(scheduler, set_as_default=False)
    except (OSError, ValueError) as error:
        raise NetworkError(f"The Dask scheduler at {scheduler} can't be reached: {error}") from None
    return DaskEngine(client, cluster, close_cluster=True)


def run_on_dask(
    client: Any,
    cluster: Any,
    requests: Requests,
    output: Optional[Output] = None,
    *,
    url: Optional[str] = None,
    max_concurrency: int = 32,
    on_progress: Optional[ProgressCallback] = None,
    retry_failed: bool = False,
    give_up_after: float = 300.0,
) -> BatchSummary:
    """Run a batch on the workers of a Dask cluster.

    Args:
        client: A HelixAgent client. Workers receive its settings, including the API key.
        cluster: A `distributed.Client`.
        requests: As in `client.batch.run`.
        output: As in `client.batch.run`.
        url: As in `client.batch.run`.
        max_concurrency: As in `client.batch.run`, for all workers together.
        on_progress: As in `client.batch.run`.
        retry_failed: As in `client.batch.run`.
        give_up_after: As in `client.batch.run`.

    Raises:
        TypeError: A setting of the client cannot be pickled. The message names the setting.
        HelixAgentError: As in `client.batch.run`, and if the connection to the scheduler is lost.

    Example:
        run_on_dask(client, distributed.Client("tcp://10.0.0.1:8786"), "in.jsonl", "out.jsonl", max_concurrency=500)
    """
    options = client._options
    settings = BatchSettings(url, max_concurrency, retry_failed, options.max_retries, options.runtime, give_up_after)
    with DaskEngine(client, cluster) as engine:
        plan = make_plan(requests, output, settings)
        return run_batch(plan, client.batch._asking(), on_progress, engine)


class DaskEngine:
    """An engine for `run_batch` that replaces its threads.

    Args:
        client: A HelixAgent client.
        cluster: A `distributed.Client`.
        close_cluster: Whether closing this also closes the connection to the cluster.
    """

    def __init__(self, client: Any, cluster: Any, *, close_cluster: bool = False) -> None:
        self._settings = pickle.dumps(client)
        self._cluster = cluster
        self._close_cluster = close_cluster
        self._ended: queue.SimpleQueue[Optional[Tuple[Job, Any]]] = queue.SimpleQueue()
        self._futures: Dict[str, Any] = {}

    def start(self, job: Job) -> None:
        """Send a request from a worker that the scheduler chooses."""
        future = self._cluster.submit(send_on_worker, self._settings, job, pure=False)
        self._futures[job.id] = future
        self._watch(job, future)

    def wait(self, seconds: Optional[float]) -> Optional[Tuple[Job, Outcome]]:
        """Return a finished request and its outcome, or None if there is none within the timeout in seconds."""
        ended = next_item(self._ended, seconds)
        if ended is None:
            return None
        job, future = ended
        if future.status == "pending":
            # The worker that held the response has died. Another worker repeats the request.
            self._watch(job, future)
            return None
        self._futures.pop(job.id, None)
        return job, _outcome_of(job, future)

    def wake(self) -> None:
        """Wake up `wait`."""
        self._ended.put(None)

    def _watch(self, job: Job, future: Any) -> None:
        future.add_done_callback(lambda done: self._ended.put((job, done)))

    def close(self) -> None:
        """Cancel the tasks in progress."""
        futures, self._futures = list(self._futures.values()), {}
        if futures:
            self._cluster.cancel(futures)

    def __enter__(self) -> DaskEngine:
        return self

    def __exit__(
        self, kind: Optional[Type[BaseException]], error: Optional[BaseException], traceback: Optional[TracebackType]
    ) -> None:
        self.close()
        if self._close_cluster:
            self._cluster.close()


def send_on_worker(settings: bytes, job: Job) -> Outcome:
    """Send one request from a worker.

    Args:
        settings: A client, pickled.
        job: The request.
    """
    client = _CLIENTS.get(settings)
    if client is None:
        # If two threads each create a client, the later client is kept and the other is garbage-collected.
        client = _CLIENTS.setdefault(settings, pickle.loads(settings))
    # Waiting for a response uses no CPU. Doing so outside the thread pool does not block other requests.
    _distributed().secede()
    outcome: Outcome = client.batch._asking()(job)
    return outcome


def _distributed() -> Any:
    with extra("dask", "The engine dask"):
        return import_module("distributed")


def _outcome_of(job: Job, future: Any) -> Outcome:
    if future.status == "finished":
        outcome: Outcome = future.result()
        return outcome
    if future.status == "cancelled":
        raise HelixAgentError(
            "The Dask scheduler was lost or has cancelled the batch. Run the batch again to continue."
        )
    error = future.exception()
    if error is None:
        # The task was lost, but it finished again after its status was read.
        return _outcome_of(job, future)
    if type(error).__name__ == "KilledWorker":
        # The scheduler marks a task as failed if several workers die while running it.
        return Outcome(Verdict.DONE, failure(job, "worker_lost", "Several workers died while sending this request."))
    raise error
