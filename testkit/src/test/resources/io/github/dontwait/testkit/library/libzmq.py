"""A ROUTER, DEALER or REQ of libzmq as a child process; ends when its standard input does.

router                          binds a free port, prints the endpoint, echoes
TYPE ENDPOINT ID [HEARTBEAT]    connects, sends one message "hello", then echoes what comes
"""
import os
import sys
import threading
import zmq


def stop_with_stdin():
    sys.stdin.buffer.read()
    os._exit(0)  # a context must not be destroyed under the thread that uses its socket


def echo(socket):
    while True:
        socket.send_multipart(socket.recv_multipart())


def say_hello_to_the_kit(router):
    while True:
        try:
            router.send_multipart([b"kit", b"hello"])
            return
        except zmq.ZMQError as e:
            if e.errno != zmq.EHOSTUNREACH:
                raise
            router.poll(10)  # not connected yet


def main():
    context = zmq.Context()
    kind = sys.argv[1]
    socket = context.socket(getattr(zmq, kind.upper()))
    socket.linger = 0
    if len(sys.argv) == 2:
        socket.bind("tcp://127.0.0.1:*")
        print(socket.last_endpoint.decode().rstrip("\0"), flush=True)
    else:
        if sys.argv[3]:
            socket.routing_id = sys.argv[3].encode()
        if len(sys.argv) > 4:
            socket.heartbeat_ivl = int(sys.argv[4])
            socket.heartbeat_timeout = 5000
            socket.heartbeat_ttl = 1200
        if kind == "router":
            socket.router_mandatory = 1
        socket.connect(sys.argv[2])
    threading.Thread(target=stop_with_stdin, daemon=True).start()
    if kind == "router" and len(sys.argv) > 2:
        say_hello_to_the_kit(socket)
    elif len(sys.argv) > 2:
        socket.send(b"hello")
    echo(socket)


main()
