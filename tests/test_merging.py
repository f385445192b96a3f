"""Chunks of HTTP that come together are merged, and h11 reads the same answer as without."""

from __future__ import annotations

from typing import Any, List, Tuple

import h11
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helixagent._transport.merging import ChunkMerger

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
LAST = b"0\r\n\r\n"


def framed(*bodies: bytes) -> bytes:
    return b"".join(b"%x\r\n%b\r\n" % (len(body), body) for body in bodies)


def cut(data: bytes, places: List[int]) -> List[bytes]:
    """The bytes in pieces, none of them empty."""
    bounds = sorted({0, len(data), *(place % (len(data) + 1) for place in places)})
    return [data[start:end] for start, end in zip(bounds, bounds[1:])]


def merged(pieces: List[bytes]) -> List[bytes]:
    """What is passed on of the pieces of one answer, and of the end of the connection."""
    merger = ChunkMerger()
    merger.expect_answer()
    return [merger.merged(piece) for piece in [*pieces, b""]]


def asked() -> h11.Connection:
    """A connection on which an answer is to come."""
    connection = h11.Connection(h11.CLIENT)
    connection.send(h11.Request(method="GET", target="/", headers=[("Host", "localhost")]))
    connection.send(h11.EndOfMessage())
    return connection


def read(pieces: List[bytes]) -> Tuple[List[Any], bytes, str]:
    """What h11 makes of an answer: all but its body, the body, and what is wrong with it."""
    connection = asked()
    others: List[Any] = []
    body = b""
    for piece in pieces:
        try:
            connection.receive_data(piece)
            while True:
                found = connection.next_event()
                if found is h11.NEED_DATA or found is h11.PAUSED:
                    break
                if isinstance(found, h11.Data):
                    body += found.data
                    continue
                others.append(found)
                if isinstance(found, (h11.EndOfMessage, h11.ConnectionClosed)):
                    return others, body, ""
        except h11.RemoteProtocolError as error:
            return others, body, str(error)
    return others, body, "unfinished"


def pieces_of(answer: bytes) -> int:
    """In how many pieces h11 gives the body of an answer that comes at once."""
    connection = asked()
    connection.receive_data(merged([answer])[0])
    count = 0
    while True:
        found = connection.next_event()
        if isinstance(found, (h11.EndOfMessage, type(h11.NEED_DATA))):
            return count
        count += isinstance(found, h11.Data)


places = st.lists(st.integers(min_value=0), max_size=12)
bodies = st.lists(st.binary(min_size=1, max_size=40), max_size=40)


@given(bodies, places)
def test_the_same_body_is_read_however_it_is_cut(parts: List[bytes], where: List[int]) -> None:
    answer = HEAD + framed(*parts) + LAST
    pieces = merged(cut(answer, where))
    assert read(pieces)[1:] == (b"".join(parts), "")
    # An empty piece says that the connection has ended.
    assert all(pieces[:-1])


# What servers may send beside the plain chunks, some of it wrong.
ODD = [
    b"",
    b"\r\n",
    b"\n",
    b"5;name=value\r\nhello\r\n",
    b"5 \r\nhello\r\n",
    b"+5\r\nhello\r\n",
    b"0x5\r\nhello\r\n",
    b"5\nhello\n",
    b"5\r\nhelloXX",
    b"5\r\nhello\r\r\n",
    b"0000000000005\r\nhello\r\n",
    b"FFFFFFFFFFFFFFFFFF\r\nhello\r\n",
    b"A\r\n0123456789\r\n",
    b"0\r\nTrailer: of it\r\n\r\n",
    LAST,
    LAST + b"HTTP/1.1 200 OK\r\n",
    framed(b"HTTP/1.1 200 OK\r\n\r\n", LAST),
]
HEADS = [
    HEAD,
    HEAD.replace(b"chunked", b"Chunked"),
    HEAD.replace(b": chunked", b":chunked"),
    HEAD.replace(b"Encoding: chunked", b"Encoding: gzip, chunked"),
    HEAD.replace(b"Transfer-Encoding: chunked", b"Content-Length: 21"),
    HEAD.replace(b"Transfer-Encoding: chunked\r\n", b""),
    HEAD.replace(b"\r\n\r\n", b"\n\n"),
    HEAD.replace(b"\r\n\r\n", b"\n\r\n"),
    HEAD.replace(b"\r\n", b"\n"),
    HEAD.replace(b"OK", b"OK\n\nno head any more"),
    HEAD.replace(b"1.1", b"1.0"),
    HEAD.replace(b"200 OK", b"204 No Content"),
    HEAD.replace(b"200 OK", b"304 Not Modified"),
    HEAD.replace(b"200 OK", b"100 Continue") + HEAD,
    b"HTTP/1.1 103 Early Hints\r\n\r\n" + HEAD,
    HEAD.replace(b"200", b"500"),
    b"no HTTP at all\r\n\r\n",
]


@given(
    st.sampled_from(HEADS),
    st.lists(st.sampled_from(ODD) | st.binary(min_size=1, max_size=20).map(framed), max_size=8),
    places,
)
def test_h11_reads_any_answer_as_it_would_without(head: bytes, parts: List[bytes], where: List[int]) -> None:
    pieces = cut(head + b"".join(parts), where)
    assert read(merged(pieces)) == read([*pieces, b""])


@given(st.binary(max_size=60), bodies, places)
def test_so_it_does_with_bytes_of_any_kind_among_them(wild: bytes, parts: List[bytes], where: List[int]) -> None:
    pieces = cut(HEAD + framed(*parts) + wild + LAST, where)
    assert read(merged(pieces)) == read([*pieces, b""])


def test_sixteen_chunks_that_come_at_once_are_one_piece_and_the_last_stays_by_itself() -> None:
    assert pieces_of(HEAD + framed(*[b"data: x\n\n"] * 17)) == 2
    assert pieces_of(HEAD + framed(*[b"data: x\n\n"] * 49)) == 4
    # And so does what is cut off.
    assert pieces_of(HEAD + framed(*[b"data: x\n\n"] * 49) + b"9\r\ndata") == 5


@pytest.mark.parametrize("status", [b"200 OK", b"429 Too Many Requests", b"503 Service Unavailable"])
def test_each_answer_of_a_connection_is_looked_at_anew(status: bytes) -> None:
    merger = ChunkMerger()
    answer = HEAD.replace(b"200 OK", status) + framed(b"ab", b"cd", b"ef") + LAST
    # The first one breaks off in the middle of a chunk.
    for end in (len(answer) - 9, len(answer)):
        merger.expect_answer()
        given_back = merger.merged(answer[:end])
    assert given_back == HEAD.replace(b"200 OK", status) + framed(b"abcd", b"ef") + LAST
    # Nothing more belongs to an answer.
    assert merger.merged(framed(b"ab", b"cd", b"ef")) == framed(b"ab", b"cd", b"ef")


def test_a_head_without_end_is_not_kept() -> None:
    merger = ChunkMerger()
    merger.expect_answer()
    line = b"X-Padding: " + b"x" * 1000 + b"\r\n"
    for _ in range(70):
        assert merger.merged(line) == line
    answer = HEAD + framed(b"ab", b"cd", b"ef")
    assert merger.merged(answer) == answer
