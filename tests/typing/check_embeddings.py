"""Types of embeddings and usage, as type checkers see them: read by mypy and pyright, never run."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, List, Optional, Union

from helixagent import (
    ArrayEmbeddingResponse,
    AsyncHelixAgent,
    Base64EmbeddingResponse,
    HelixAgent,
)
from helixagent.types import EmbeddingResponse, EmbeddingUsage, EncodingFormatParam, PromptTokensDetails, Usage

if TYPE_CHECKING:
    from typing_extensions import assert_type


def vectors(client: HelixAgent, choose: bool, wanted: Optional[EncodingFormatParam]) -> None:
    create = client.embeddings.create
    assert_type(create(model="m", input="x"), EmbeddingResponse)
    assert_type(create(model="m", input="x").data[0].embedding, List[float])
    assert_type(create(model="m", input="x", encoding_format="float").data[0].embedding, List[float])
    assert_type(create(model="m", input="x", as_arrays=False, dimensions=3, timeout=1).data[0].embedding, List[float])
    assert_type(create(model="m", input="x", as_arrays=True), ArrayEmbeddingResponse)
    assert_type(create(model="m", input="x", as_arrays=True).data[0].embedding, array[float])
    assert_type(create(model="m", input="x", encoding_format="base64"), Base64EmbeddingResponse)
    assert_type(create(model="m", input="x", encoding_format="base64").data[0].embedding, str)
    assert_type(
        create(model="m", input="x", as_arrays=choose, encoding_format=wanted),
        Union[EmbeddingResponse, ArrayEmbeddingResponse, Base64EmbeddingResponse],
    )
    raw = client.embeddings.with_raw_response
    assert_type(raw.create(model="m", input="x").parse().data[0].embedding, List[float])
    assert_type(raw.create(model="m", input="x", as_arrays=True).parse().data[0].embedding, array[float])


async def vectors_awaited(client: AsyncHelixAgent) -> None:
    create = client.embeddings.create
    assert_type((await create(model="m", input="x")).data[0].embedding, List[float])
    assert_type((await create(model="m", input="x", as_arrays=True)).data[0].embedding, array[float])
    assert_type((await create(model="m", input="x", encoding_format="base64")).data[0].embedding, str)


def usage_may_be_missing(client: HelixAgent) -> None:
    chat = client.chat.completions.create(messages=[])
    assert_type(chat.usage, Optional[Usage])
    assert_type(client.completions.create(prompt="x").usage, Optional[Usage])
    assert_type(client.ensemble.completions.create(prompt="x").usage, Optional[Usage])
    assert_type(client.embeddings.create(model="m", input="x").usage, Optional[EmbeddingUsage])
    assert_type(client.tasks.get_result("t").usage, Optional[Usage])
    if chat.usage is not None:
        assert_type(chat.usage.prompt_tokens_details, Optional[PromptTokensDetails])
    chat.usage.total_tokens  # type: ignore[union-attr]  # pyright: ignore[reportOptionalMemberAccess]  # noqa: B018
