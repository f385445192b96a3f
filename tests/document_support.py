"""Helpers for running the blocks of the user's document: `@covers` names the block of a test, and a Runner runs it."""

from __future__ import annotations

from typing import Any, Callable, Dict, List, Sequence, TypeVar

import pytest
from document_blocks import DOCUMENT, blocks_of
from document_names import NAMES

from helixagent import HelixAgent
from helixagent.testing import RecordedRequest, Sandbox

BLOCKS = {block.heading: block for block in blocks_of(DOCUMENT)}
Test = TypeVar("Test", bound=Callable[..., None])


def covers(heading: str) -> Callable[[Test], Test]:
    """Mark the block that a test runs. `test_no_block_is_forgotten` reads it."""
    assert heading in BLOCKS, heading
    return lambda test: test


class Runner:
    """A runner of blocks with the names that they expect, the names of the test, and a client of the sandbox.

    Args:
        sandbox: The replacement for the servers in the blocks, and the environment's default for blocks without one.
        monkeypatch: The fixture that sets the environment.
    """

    def __init__(self, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("HELIXAGENT_BASE_URL", sandbox.base_url)
        self.client = HelixAgent(api_key="your-api-key", base_url=sandbox.base_url)
        self._sandbox = sandbox
        self._before = 0

    def __call__(self, heading: str, *, filled: Sequence[str] = (), **names: Any) -> Dict[str, Any]:
        """Run a block.

        Args:
            heading: The heading above it.
            filled: The replacements for each `...` that the block leaves to its reader.
            names: Additional names, which take precedence over the table's.
        """
        expected = NAMES[heading](self.client) if heading in NAMES else {}
        block = BLOCKS[heading]
        for arguments in filled:
            assert "(...)" in block.code
            block = block._replace(code=block.code.replace("(...)", f"({arguments})", 1))
        self._before = len(self._sandbox.requests)
        return block.run({"client": self.client, **expected, **names}, self._sandbox.base_url)

    @property
    def sent(self) -> List[RecordedRequest]:
        """Return the requests of the last block, and later requests of the test."""
        return self._sandbox.requests[self._before :]
