#!/usr/bin/env python3
"""A ZeroMQ client that keeps several requests open and waits for none of them alone: a DEALER. Read run() first."""
import math, os, re, signal, sys, time
from collections import OrderedDict, deque
import zmq
from zmq.utils import z85

CAPABILITIES = "plain,maxmsgsize,hwm" + ",curve" * zmq.has("curve")
INT = range(2**31)


def setting(name, fallback, numbers=None, pattern="[0-9]{1,19}"):
    """The variable's value. One that cannot be used ends the program with a line on standard error."""
    value = os.environ.get(name) or str(fallback)
    if not re.fullmatch(pattern, value) or numbers and int(re.search("[0-9]*$", value)[0] or numbers[0]) not in numbers:
        shown = "this value" if name.endswith("PASSWORD") else repr(value)
        span = f", number from {numbers[0]} to {numbers[-1]}" if numbers else ""
        sys.exit(f"{name}: cannot use {shown}, expected {pattern}{span}")
    return value


def curve_key(name):
    value = os.environ.get(name) or ""
    try:
        key = z85.decode(value)
    except Exception:  # z85 has another one for each thing that can be wrong
        key = b"?"
    if len(key) not in (0, 32):
        sys.exit(f"{name}: cannot use {'this value' if 'SECRET' in name else repr(value)}, expected 40 Z85 characters")
    return key


setting("DONTWAIT_CONTRACT", "", pattern="1?")
setting("DONTWAIT_ROLE", "client", pattern="client")
ENDPOINT = setting("DONTWAIT_ENDPOINT", "tcp://127.0.0.1:5555", range(1, 65536), r"tcp://\S+:[0-9]{1,5}")
REQUESTS = int(setting("DONTWAIT_REQUESTS", 10, INT))
WINDOW = int(setting("DONTWAIT_WINDOW", 1, range(1, 2**31)))
TIMEOUT = int(setting("DONTWAIT_TIMEOUT_MS", 1000, range(1, 2**31))) / 1000
ROUTING_ID = os.fsencode(setting("DONTWAIT_ROUTING_ID", "", pattern=r"[^\0]{0,255}"))
HWM = int(setting("DONTWAIT_HWM", 1000, INT))
MAXMSGSIZE = int(setting("DONTWAIT_MAXMSGSIZE", 32 * 1024 * 1024, range(2**63)))
SECURITY = setting("DONTWAIT_SECURITY", "null", pattern="null|plain" + "|curve" * zmq.has("curve"))
TEXT = r"[^\0]{1,255}" if SECURITY == "plain" else r"[^\0]*"
USERNAME, PASSWORD = (
    os.fsencode(setting(f"DONTWAIT_PLAIN_{kind}", "", pattern=TEXT)) for kind in ("USERNAME", "PASSWORD"))
SECRET, PUBLIC, SERVER = (curve_key(f"DONTWAIT_CURVE_{kind}KEY") for kind in ("SECRET", "PUBLIC", "SERVER"))
if bool(SECRET) != bool(PUBLIC) or SECURITY == "curve" and not (SECRET and SERVER):
    sys.exit("DONTWAIT_CURVE_SECRETKEY, _PUBLICKEY, _SERVERKEY: cannot use one alone, expected a pair and the server's")


class Client:
    def __init__(self):
        self.context = zmq.Context()
        self.socket = self.context.socket(zmq.DEALER)
        self.socket.immediate = 1  # takes a message only when there is a connection: none piles up for an absent server
        self.socket.set_hwm(HWM)
        self.socket.maxmsgsize = MAXMSGSIZE
        if ROUTING_ID:
            self.socket.setsockopt(zmq.ROUTING_ID, ROUTING_ID)
        if SECURITY == "plain":
            self.socket.plain_username, self.socket.plain_password = USERNAME, PASSWORD
        elif SECURITY == "curve":
            self.socket.curve_secretkey, self.socket.curve_publickey = SECRET, PUBLIC
            self.socket.curve_serverkey = SERVER
        self.open = OrderedDict()  # number of a request: when it was started, oldest first
        self.unsent = deque()  # numbers that the socket has not taken yet
        self.started = self.replies = self.timeouts = 0
        self.stopping = False

    def stop(self, *_):
        signal.signal(signal.SIGTERM, signal.SIG_IGN)  # a second request changes nothing
        self.stopping = True

    def run(self):
        while not self.stopping and self.replies + self.timeouts < REQUESTS:
            self.give_up()
            self.start()
            self.send()
            wanted = zmq.POLLIN | (zmq.POLLOUT if self.unsent else 0)
            if self.socket.poll(self.patience(), wanted) & zmq.POLLIN:
                self.receive()

    def give_up(self):
        now = time.monotonic()
        while self.open and next(iter(self.open.values())) + TIMEOUT <= now and not self.stopping:
            number, _ = self.open.popitem(last=False)
            self.timeouts += 1
            print("TIMEOUT", number.decode(), flush=True)

    def may_start(self):
        return self.started < REQUESTS and len(self.open) < WINDOW

    def start(self):
        for _ in range(100):  # a bounded number each turn, so that replies and the stop request are seen
            if self.may_start():
                self.started += 1
                number = b"%d" % self.started
                self.open[number] = time.monotonic()
                self.unsent.append(number)

    def send(self):
        for _ in range(100):
            if self.unsent:
                number = self.unsent[0]
                try:
                    if number in self.open:  # else it ended before it could be sent
                        self.socket.send_multipart([number, b"body-" + number], zmq.DONTWAIT)
                except zmq.Again:  # no room or no server: poll() tells when to try again
                    return
                self.unsent.popleft()

    def patience(self):
        """How long to wait for events, in ms: to the oldest request's timeout, and short, for a signal ends no poll."""
        if self.may_start():
            return 0
        left = next(iter(self.open.values())) + TIMEOUT - time.monotonic() if self.open else 0
        return math.ceil(1000 * max(0, min(left, 0.05)))

    def receive(self):
        for _ in range(100):
            try:
                frames = self.socket.recv_multipart(zmq.DONTWAIT)
            except zmq.Again:
                return
            started = self.open.pop(frames[0], None)
            if started is not None:
                self.replies += 1
                print("REPLY", frames[0].decode(), int(1000 * (time.monotonic() - started)), flush=True)
            elif frames != [b"$heartbeat"]:
                print("UNEXPECTED", frames[0].hex(), flush=True)


client = Client()
signal.signal(signal.SIGTERM, client.stop)
try:
    client.socket.connect(ENDPOINT)
except zmq.ZMQError as error:
    sys.exit(f"DONTWAIT_ENDPOINT: cannot connect to {ENDPOINT!r}, expected a server's address ({error})")
print("READY", ENDPOINT, CAPABILITIES, flush=True)
client.run()
client.context.destroy(linger=0)
if not client.stopping:
    client.stop()  # from here on a signal is too late to change anything
    print("DONE", client.replies, client.timeouts, flush=True)
