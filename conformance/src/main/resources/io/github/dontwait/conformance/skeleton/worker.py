#!/usr/bin/env python3
"""A starting point: make your worker testable by filling in answer(), or copy what you need into your own program.

It needs pyzmq. Run it by hand, or let the suite run it:  ./dontwait verify --exec 'python3 worker.py'
"""
import os
import re
import signal
import sys
import time

import zmq

# What the suite may ask of it. Add a word only when its rules hold: drain, defer, heartbeat, handover, hwm, plain ...
CAPABILITIES = "work,fail,stats,whoami"


def setting(name, fallback, pattern):
    """The environment variable's value; one that cannot be used ends the program before READY."""
    value = os.environ.get(name) or fallback
    if not re.fullmatch(pattern, value):
        sys.exit(f"{name}: cannot use {value!r}, expected {pattern}")
    return value


CONTRACT = setting("DONTWAIT_CONTRACT", "", "1?") == "1"  # the verbs exist only when the suite asks for them
ROLE = setting("DONTWAIT_ROLE", "worker", "worker|server")
ENDPOINT = setting("DONTWAIT_ENDPOINT", "tcp://127.0.0.1:5555", r"tcp://\S+:(\*|[0-9]{1,5})")
PORT = ENDPOINT.rpartition(":")[2]
if PORT != "*" and not 1 <= int(PORT) <= 65535:
    sys.exit(f"DONTWAIT_ENDPOINT: cannot use {ENDPOINT!r}, expected a port from 1 to 65535, or *")
LINGER_MS = int(setting("DONTWAIT_LINGER_MS", "1000", "[0-9]{1,9}"))
SECURITY = setting("DONTWAIT_SECURITY", "null", "null")

stopping = False
turns = handled = 0
peers = set()  # bounded below; with heartbeats you would forget a peer when it has been silent for too long


def answer(frames):
    """Your application: the frames of the reply to these frames of a request. To be testable it echoes."""
    return frames


def verb(peer, envelope, name, *rest):
    """What the suite asks for, in the place where your application would be called."""
    if name == b"$work":
        if not (rest and re.fullmatch(b"[0-9]{1,7}", rest[0])):
            raise ValueError("milliseconds are 1 to 7 digits")
        time.sleep(int(rest[0]) / 1000)
    elif name == b"$fail":
        raise RuntimeError("it failed, as it was asked to")
    elif name == b"$stats":
        facts = {"turns": turns, "handled": handled, "peers": len(peers)}
        return [*envelope, name, *(f"{fact}={value}".encode() for fact, value in facts.items())]
    elif name == b"$whoami":
        return [*envelope, name, peer]
    return answer([*envelope, name, *rest])


def serve(socket, peer, *frames):
    global handled
    peers.add(peer)
    if len(peers) > 10000:
        peers.clear()
    envelope = frames[:1] if len(frames) > 1 and frames[0] == b"" else ()  # what a REQ puts in front
    try:
        reply = verb(peer, envelope, *frames[len(envelope):]) if CONTRACT else answer(frames)
    except Exception as error:  # whatever a request does, the loop lives on
        reply = [*envelope, b"$error", str(error).encode()]
    socket.getsockopt(zmq.EVENTS)  # lets the socket notice what its peers have read, else it may see a full queue
    socket.send_multipart([peer, *reply], zmq.DONTWAIT)
    handled += 1


def stop(*_):
    global stopping
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # a second one changes nothing
    stopping = True


def main():
    global turns
    signal.signal(signal.SIGTERM, stop)
    context = zmq.Context()
    socket = context.socket(zmq.ROUTER)
    socket.linger = LINGER_MS  # bounded: a peer that does not read must not hold up the exit
    try:
        socket.bind(ENDPOINT)
    except zmq.ZMQError as error:
        sys.exit(f"DONTWAIT_ENDPOINT: cannot bind {ENDPOINT!r}, expected a free address of this machine ({error})")
    print("READY", socket.getsockopt_string(zmq.LAST_ENDPOINT), CAPABILITIES, flush=True)
    while not stopping:
        try:
            message = socket.recv_multipart(zmq.DONTWAIT)
        except zmq.Again:  # nothing there is no error; your other duties belong here AND between messages
            turns += 1
            socket.poll(20)  # rests, but wakes for a message
        else:
            serve(socket, *message)
    socket.close()
    context.term()  # waits for replies that are not yet out, no longer than the linger
    print("STOPPED", flush=True)


main()
