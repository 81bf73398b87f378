#!/usr/bin/env python3
"""The tutorials' client, mended; "--leave B2" leaves one mistake in.

Wherever MISTAKE is asked for, the wrong way stands beside the right one. Without --leave it breaks no rule.
"""
import argparse, os, re, signal, sys, time
import zmq

arguments = argparse.ArgumentParser(description="A client with at most one mistake of the tutorials.")
arguments.add_argument("--leave", metavar="ID", default="", choices=["", "A4", "A5", "B2", "B9", "B10", "B14"])
MISTAKE = arguments.parse_args().leave


def number(name, fallback, least=0):
    text = os.environ.get(name) or str(fallback)
    if not re.fullmatch("[0-9]{1,9}", text) or int(text) < least:
        sys.exit(f"{name}: cannot use {text!r}, expected a number, at least {least}")
    return int(text)


ENDPOINT = os.environ.get("DONTWAIT_ENDPOINT") or "tcp://127.0.0.1:5555"
if os.environ.get("DONTWAIT_ROLE", "client") not in ("", "client"):
    sys.exit(f"DONTWAIT_ROLE: cannot use {os.environ['DONTWAIT_ROLE']!r}, expected client")
if not re.fullmatch(r"tcp://\S+:[0-9]{1,5}", ENDPOINT) or int(ENDPOINT.rpartition(":")[2]) > 65535:
    sys.exit(f"DONTWAIT_ENDPOINT: cannot use {ENDPOINT!r}, expected tcp://HOST:PORT")
REQUESTS = number("DONTWAIT_REQUESTS", 10)
WINDOW = number("DONTWAIT_WINDOW", 1, 1)
TIMEOUT = number("DONTWAIT_TIMEOUT_MS", 1000, 1) / 1000
NAME = os.fsencode(os.environ.get("DONTWAIT_ROUTING_ID") or "")

socket = zmq.Context.instance().socket(zmq.ROUTER if MISTAKE in ("A4", "A5") else zmq.DEALER)
socket.linger = 0
if NAME and MISTAKE != "B2":
    socket.routing_id = NAME  # an option, set before connect
if MISTAKE != "B10":
    socket.immediate = 1  # takes nothing for a server that is not there
stopping = False


def stop(*_):
    global stopping
    stopping = True


def send(request):
    """Whether the socket took it."""
    frames = [b"%d" % request, b"body-%d" % request]
    if MISTAKE in ("A4", "A5"):
        frames.insert(0, b"")  # a ROUTER takes the first frame for an address: nobody has the empty one
    if MISTAKE == "B2":
        frames.insert(0, NAME or b"client-1")  # this is no identity but payload
    try:
        socket.send_multipart(frames, 0 if MISTAKE == "B9" else zmq.DONTWAIT)  # B9: waits for room
    except zmq.Again:
        return False
    return True


signal.signal(signal.SIGTERM, stop)
socket.connect(ENDPOINT)
print("READY", ENDPOINT, flush=True)
waiting, unsent = {}, []  # when each open request was started; those that the socket has not taken
started = replies = timeouts = 0
while not stopping and replies + timeouts < REQUESTS:
    now = time.monotonic()
    for request in [request for request, since in waiting.items() if since + TIMEOUT <= now]:
        del waiting[request]
        timeouts += 1
        print("TIMEOUT", request, flush=True)
    while started < REQUESTS and len(waiting) < WINDOW:
        started += 1
        waiting[started] = time.monotonic()
        unsent.append(started)
    unsent = [request for request in unsent if request in waiting]
    while unsent and send(unsent[0]):
        request = unsent.pop(0)
        if MISTAKE == "B10":  # "POLLOUT and a send that succeeds: the server has it"
            since = waiting.pop(request)
            replies += 1
            print("REPLY", request, int(1000 * (time.monotonic() - since)), flush=True)
    left = min(waiting.values(), default=now) + TIMEOUT - time.monotonic()
    if not socket.poll(max(1, min(50, int(1000 * left) + 1)), zmq.POLLIN):
        continue
    frames = [socket.recv()] if MISTAKE == "B14" else socket.recv_multipart()  # B14: one frame; the rest comes next
    text = frames[0]
    if re.fullmatch(b"[1-9][0-9]*", text) and int(text) in waiting:
        since = waiting.pop(int(text))
        replies += 1
        print("REPLY", int(text), int(1000 * (time.monotonic() - since)), flush=True)
    elif frames != [b"$heartbeat"]:
        print("UNEXPECTED", text.hex(), flush=True)
socket.close()
if not stopping:
    print("DONE", replies, timeouts, flush=True)
