"""A ROUTER, DEALER or REQ of libzmq as a child process; ends when its standard input does.

router                          binds a free port, prints the endpoint, echoes
TYPE ENDPOINT ID [HEARTBEAT [COUNT]]
                                connects, sends one message "hello", then echoes what comes; COUNT such sockets, of
                                which only the first echoes
"""
import os
import sys
import threading
import zmq
import zmq.utils.z85


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


def another(context):
    """One more DEALER like this one, that sends its message and then keeps quiet."""
    more = context.socket(zmq.DEALER)
    more.linger = 0
    secure(context, more)
    more.connect(sys.argv[2])
    more.send(b"hello")
    return more


def secure(context, socket):
    """Does what the environment says of mechanisms; empty for NULL."""
    kind, *words = os.environ.get("DONTWAIT_SECURITY", "").split(" ")
    words = [word.encode() for word in words]
    if kind == "plain":
        socket.plain_username, socket.plain_password = words
    elif kind == "curve":
        socket.curve_publickey, socket.curve_secretkey, socket.curve_serverkey = words
    elif kind == "plain-server":
        guard(context, words)
        socket.plain_server = 1
    elif kind == "curve-server":
        guard(context, [zmq.utils.z85.decode(words[1])])
        socket.curve_secretkey = words[0]
        socket.curve_server = 1


def guard(context, guest):
    """A ZAP handler (27/ZAP) that lets in who has these credentials, and nobody else."""
    handler = context.socket(zmq.REP)
    handler.bind("inproc://zeromq.zap.01")

    def serve():
        while True:
            version, request, _, _, _, _, *credentials = handler.recv_multipart()
            verdict = [b"200", b"OK", b"guest"] if credentials == guest else [b"400", b"refused", b""]
            handler.send_multipart([version, request, *verdict, b""])

    threading.Thread(target=serve, daemon=True).start()


def main():
    context = zmq.Context()
    kind = sys.argv[1]
    socket = context.socket(getattr(zmq, kind.upper()))
    socket.linger = 0
    secure(context, socket)
    if len(sys.argv) == 2:
        socket.bind("tcp://127.0.0.1:*")
        print(socket.last_endpoint.decode().rstrip("\0"), flush=True)
    else:
        if sys.argv[3]:
            socket.routing_id = sys.argv[3].encode()
        if len(sys.argv) > 4:
            socket.heartbeat_ivl = int(sys.argv[4])  # 0 is none
            socket.heartbeat_timeout = 5000
            socket.heartbeat_ttl = 1200
        if kind == "router":
            socket.router_mandatory = 1
        socket.connect(sys.argv[2])
        others = [another(context) for _ in range(1, int(sys.argv[5]) if len(sys.argv) > 5 else 1)]
    threading.Thread(target=stop_with_stdin, daemon=True).start()
    if kind == "router" and len(sys.argv) > 2:
        say_hello_to_the_kit(socket)
    elif len(sys.argv) > 2:
        socket.send(b"hello")
    echo(socket)


main()
