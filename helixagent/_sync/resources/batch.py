# Written by `make generate` from helixagent/_async/resources/batch.py; do not edit.
"""Batches: send many requests from a file or a list, at a rate that the server can handle."""

from __future__ import annotations

from typing import Any, Callable, Iterable, Mapping, Optional, Union

from helixagent._core.requests.arguments import checked_names
from helixagent._core.requests.call import build_call
from helixagent._core.requests.options import StrPath
from helixagent._sync.resources._base import Resource
from helixagent.batch import BatchProgress, BatchSummary
from helixagent.batch.outcomes import Job, Outcome, outcome_of_error, outcome_of_response
from helixagent.batch.plan import BatchSettings
from helixagent.batch.run import prepare_batch, run_batch
from helixagent.exceptions import HelixAgentError


class Batch(Resource):
    """Send many requests from a file or a list."""

    @checked_names
    def run(
        self,
        requests: Union[StrPath, Iterable[Mapping[str, Any]]],
        output: Optional[StrPath] = None,
        *,
        url: Optional[str] = None,
        max_concurrency: int = 32,
        on_progress: Optional[Callable[[BatchProgress], Any]] = None,
        retry_failed: bool = False,
        give_up_after: float = 300.0,
    ) -> BatchSummary:
        """Send many requests. If an earlier run with the same output was interrupted, continue it.

        All requests are checked before the first one is sent. Each model has its own pace. If a model refuses requests
        because it is overloaded, the batch finds out how many requests in flight the model accepts. Requests to other
        models are not slowed down.

        Args:
            requests: The path of a file in OpenAI's batch format, which is read line by line, or a list of dicts. Each
                dict is a line of such a file, or only its `body`.
            output: The path of the file for successes, in the order in which they arrive. Failures go to a file next
                to it, such as `out.errors.jsonl` for `out.jsonl`. The SDK never overwrites other files. By default,
                results are kept in memory.
            url: The API path for dicts without `url`. By default, chat completions.
            max_concurrency: Maximum number of requests in flight.
            on_progress: Function that is called with a BatchProgress for each result, and when the run has to wait. It
                can be an async function with HelixAgent.
            retry_failed: Whether to resend requests that failed in earlier runs.
            give_up_after: Seconds without a connection after which the run ends. The other requests are left for the
                next run. The run also ends if a model refuses all requests for this time.

        Returns:
            The counts, the tokens, and the results. Failed requests do not raise exceptions. If the run ended early,
            `stopped` is the reason.

        Raises:
            ValidationError: An argument or some of the requests are invalid. Nothing was sent or written.
            AuthenticationError: The server refused the credential. The other requests are left for another run.
            HelixAgentError: Another run writes to the same output.

        Example:
            summary = client.batch.run("in.jsonl", "out.jsonl")
            print(summary.succeeded, summary.failed, summary.usage.total_tokens)
        """
        options = self._client._options
        settings = BatchSettings(
            url, max_concurrency, retry_failed, options.max_retries, options.runtime, give_up_after
        )
        plan = prepare_batch(requests, output, settings)
        return run_batch(plan, self._asking(), on_progress)

    def _asking(self) -> Any:
        """Return a function that sends a request once. The batch's schedule decides about retries."""
        return Batch(self._client.with_options(max_retries=0), raw=True)._ask

    def _ask(self, job: Job) -> Outcome:
        operation = job.line.operation
        call = build_call(
            operation.module,
            self._client._options,
            name=operation.method,
            body=job.line.body,
            extra_headers={"idempotency-key": job.key},
        )
        try:
            answer = self._send(call, operation.module.OPERATION)
            answer.parse()
        except HelixAgentError as error:
            return outcome_of_error(job, error)
        return outcome_of_response(job, answer)
