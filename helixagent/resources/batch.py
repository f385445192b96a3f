# Written by `make generate` from helixagent/resources/aio/batch.py; do not edit.
"""Batches: many requests at once, from a file or a list, at a rate that the server can take."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable, Iterable, Mapping, Optional, Union

from helixagent._core.arguments import checked_names
from helixagent._core.call import build_call
from helixagent.batch import BatchProgress, BatchSummary
from helixagent.batch.outcomes import Job, Outcome, outcome_of_answer, outcome_of_error
from helixagent.batch.plan import BatchSettings
from helixagent.batch.run import prepare_batch, run_batch
from helixagent.exceptions import HelixAgentError
from helixagent.resources._base import Resource

if TYPE_CHECKING:
    import os


class Batch(Resource):
    """Batches of requests."""

    @checked_names
    def run(
        self,
        requests: Union[str, os.PathLike[str], Iterable[Mapping[str, Any]]],
        output: Union[str, os.PathLike[str], None] = None,
        *,
        url: Optional[str] = None,
        max_concurrency: int = 32,
        on_progress: Optional[Callable[[BatchProgress], Any]] = None,
        retry_failed: bool = False,
    ) -> BatchSummary:
        """Send many requests, and go on where an earlier run into the same output was ended.

        All requests are checked before the first one is sent. The number under way is halved when the server answers
        that there are too many, and grows again; its `Retry-After` holds for all of them.

        Args:
            requests: The path of a file in OpenAI's batch format, which is read line by line, or a list of dicts: each
                such a line, or only its body.
            output: The path of the file for the answers, in the order in which they come. What failed goes into a file
                beside it, `out.errors.jsonl` for `out.jsonl`. Left out, results stay in memory.
            url: What those dicts ask for that do not say it, as the API's address; chat completions by default.
            max_concurrency: How many requests are under way at once, at most.
            on_progress: Is called with a BatchProgress at each result; an async function is awaited by HelixAgent.
            retry_failed: Whether what failed in earlier runs is asked again.

        Returns:
            Counts, tokens, and the results to go through. Requests that failed do not raise.

        Raises:
            ValidationError: An argument or some of the requests are wrong; nothing was sent.
            AuthenticationError: The credential was refused; what was not answered by then is left for another run.
            HelixAgentError: Another run writes to the same output.

        Example:
            summary = client.batch.run("in.jsonl", "out.jsonl")
            print(summary.succeeded, summary.failed, summary.usage.total_tokens)
        """
        options = self._client._options
        settings = BatchSettings(url, max_concurrency, retry_failed, options.max_retries, options.runtime)
        plan = prepare_batch(requests, output, settings)
        return run_batch(plan, self._asking(), on_progress)

    def _asking(self) -> Any:
        """Return what sends one request once, for those who decide on the next attempt."""
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
        return outcome_of_answer(job, answer)
