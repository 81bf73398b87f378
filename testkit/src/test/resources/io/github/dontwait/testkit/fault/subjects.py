"""Sockets of libzmq that are told over standard input what to do; each has a thread of its own.
They share a context and its I/O thread, except those whose name begins with "doomed".

router NAME HANDSHAKE_MS HEARTBEAT_MS    binds, prints "NAME endpoint ENDPOINT", echoes; prints "NAME got TEXT" for short ones
dealer NAME ENDPOINT HEARTBEAT_MS        asks again and again; prints "NAME served N"
close NAME
"""
import os
import sys
import threading
import zmq

closing = set()
LOCK = threading.Lock()


def say(*words):
    with LOCK:
        print(*words, flush=True)


def heartbeat(socket, interval):
    if interval:
        socket.heartbeat_ivl = interval
        socket.heartbeat_timeout = 3 * interval
        socket.heartbeat_ttl = 0


def context(name):
    return zmq.Context() if name.startswith("doomed") else zmq.Context.instance()


def router(name, handshake, interval):
    socket = context(name).socket(zmq.ROUTER)
    socket.linger = 0
    if handshake:
        socket.handshake_ivl = handshake
    heartbeat(socket, interval)
    socket.bind("tcp://127.0.0.1:*")
    say(name, "endpoint", socket.last_endpoint.decode().rstrip("\0"))
    while name not in closing:
        if socket.poll(20):
            frames = socket.recv_multipart()
            if len(frames[-1]) <= 32:
                say(name, "got", frames[-1].decode("latin-1"))
            socket.send_multipart(frames)
    socket.close()


def dealer(name, endpoint, interval):
    socket = context(name).socket(zmq.DEALER)
    socket.linger = 0
    socket.reconnect_ivl = 10
    socket.handshake_ivl = 500
    heartbeat(socket, interval)
    socket.connect(endpoint)
    served = 0
    while name not in closing:
        request = b"%s-%d" % (name.encode(), served + 1)
        try:
            socket.send(request, zmq.DONTWAIT)
        except zmq.Again:
            pass  # the queue is full of requests that nobody takes
        while socket.poll(50):
            if socket.recv_multipart()[-1] == request:
                served += 1
                say(name, "served", served)
                break
    socket.close()


def main():
    kinds = {"router": router, "dealer": dealer}
    for line in sys.stdin:
        words = line.split()
        if words[0] == "close":
            closing.add(words[1])
        else:
            arguments = [int(word) if word.isdigit() else word for word in words[1:]]
            threading.Thread(target=kinds[words[0]], args=arguments, daemon=True).start()
    os._exit(0)  # a context must not be destroyed under the thread that uses its socket


main()
