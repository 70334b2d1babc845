"""A client that watches for a stream's first byte: wrk tells only when an answer is over."""

import socket
import statistics
import time

from .processes import Failed

_END = b"\r\n0\r\n\r\n"


def first_bytes(target, body, count):
    """The median of so many streams, one after another on one connection: microseconds from sending the request to the first byte of
    the first event."""
    head = ["POST /v1/chat/completions HTTP/1.1", f"Host: 127.0.0.1:{target.port}", "Content-Type: application/json"]
    head += [f"Content-Length: {len(body)}", "x-stream-events: 5"]
    head += [f"{name}: {value}" for name, value in target.headers.items()]
    request = ("\r\n".join(head) + "\r\n\r\n").encode() + body
    try:
        return _median(target.port, request, count)
    except OSError as e:
        raise Failed(f"{target.name}: {e}") from e


def _median(port, request, count):
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return statistics.median(_first_byte(connection, request) for _ in range(count))


def _first_byte(connection, request):
    began = time.perf_counter_ns()
    connection.sendall(request)
    received = connection.recv(65536)
    while not has_body(received):
        received += _more(connection)
    micros = (time.perf_counter_ns() - began) / 1000
    while not received.endswith(_END):
        received += _more(connection)
    return micros


def has_body(received):
    """Whether there is a byte behind the head."""
    end = received.find(b"\r\n\r\n")
    return end >= 0 and end + 4 < len(received)


def _more(connection):
    data = connection.recv(65536)
    if not data:
        raise Failed("a stream broke off")
    return data
