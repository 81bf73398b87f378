"""Shows by hand, with nothing but sockets, what an echo service on a ROUTER does: reproduce.py CASE COMMAND

COMMAND is the program with {endpoint} in it; a case ends with "shown: ..." (exit 0) or "not shown" (exit 1).
"""

import shlex
import signal
import socket
import struct
import subprocess
import sys
import time

MORE, LONG, COMMAND = 1, 2, 4


def greeting(mechanism=b"NULL"):
    return b"\xff" + bytes(8) + b"\x7f\x03\x01" + mechanism.ljust(20, b"\0") + bytes(32)


def frame(body, flags=0):
    return bytes([flags | LONG]) + struct.pack(">Q", len(body)) + body


def ready(socket_type=b"DEALER", identity=b""):
    properties = b"".join(
        bytes([len(name)]) + name + struct.pack(">I", len(value)) + value
        for name, value in ((b"Socket-Type", socket_type), (b"Identity", identity))
    )
    return frame(b"\x05READY" + properties, COMMAND)


class Peer:
    def __init__(self, port, octets=b""):
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.unread = b""
        self.send(octets)

    def send(self, octets):
        self.socket.sendall(octets)

    def read(self, seconds=1.0):
        """What comes next; None where nothing comes, b"" where the other side has closed."""
        self.socket.settimeout(seconds)
        try:
            return self.socket.recv(1 << 20)
        except socket.timeout:
            return None
        except ConnectionError:
            return b""

    def frames(self, count, seconds=1.0):
        """The bodies of the next frames; fewer if no more come."""
        bodies = []
        while len(bodies) < count:
            head = 9 if self.unread and self.unread[0] & LONG else 2
            end = head + int.from_bytes(self.unread[1:head], "big")
            if len(self.unread) >= max(head, end):
                bodies.append(self.unread[head:end])
                self.unread = self.unread[end:]
            elif not self.more(seconds):
                break
        return bodies

    def more(self, seconds=1.0):
        octets = self.read(seconds)
        self.unread += octets or b""
        return bool(octets)

    def reset(self):
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.socket.close()


def dealer(port, identity=b""):
    peer = Peer(port, greeting())
    while len(peer.unread) < 64:
        if not peer.more():
            raise ConnectionError("no greeting came")
    peer.unread = peer.unread[64:]
    peer.send(ready(b"DEALER", identity))
    if not peer.frames(1):
        raise ConnectionError("no READY came")
    return peer


def is_dead(program):
    try:
        program.wait(2)
    except subprocess.TimeoutExpired:
        return None
    return f"the program ended with exit code {program.returncode}"


def unknown_type(port, program):
    peer = Peer(port, greeting() + ready(b"DEALERS"))
    peer.more()
    return is_dead(program)


def cut_ready(port, program):
    peer = Peer(port, greeting() + frame(b"\x05READY\x0bSocket-Type\0\0", COMMAND))
    peer.more()
    return is_dead(program)


def huge_frame(port, program):
    peer = dealer(port)
    peer.send(bytes([LONG]) + struct.pack(">Q", 1 << 62))
    return is_dead(program)


def empty_command(port, program):
    peer = dealer(port)
    peer.send(bytes([COMMAND, 0]))
    return is_dead(program)


def vanishing_peer(port, program):
    try:
        for _ in range(20):
            peer = dealer(port)
            peer.send(frame(b"x" * 1000) * 200)
            peer.read()
            peer.reset()
    except ConnectionError:
        pass  # it may be dead already
    return is_dead(program)


def padded_mechanism(port, _):
    peer = Peer(port, greeting(b"NULL\0\0\0\0X") + ready() + frame(b"served"))
    while b"served" not in peer.unread:
        if not peer.more():
            return None
    return "the peer is served"


def refused_not_closed(port, _):
    peer = Peer(port, greeting(b"WIBBLE") + ready())
    while peer.more():
        pass
    return "the connection stays open" if peer.read(2) is None else None


def command_handed_on(port, _):
    peer = dealer(port)
    peer.send(frame(b"\x06WIBBLEdata", COMMAND))
    return "the command came back as a message" if b"WIBBLE" in b"".join(peer.frames(1)) else None


def half_handshake(port, _):
    silent = Peer(port)
    time.sleep(0.2)
    late = Peer(port, greeting())
    return "the next peer gets no greeting" if silent.read(0.5) and late.read(3) is None else None


def unread_replies(port, _):
    other, mute = dealer(port), dealer(port)
    mute.socket.settimeout(1)
    try:
        for _ in range(20_000):
            mute.send(frame(b"u" * 2000))
    except socket.timeout:
        pass
    other.send(frame(b"ping"))
    return "another peer is not answered" if not other.frames(1, 3) else None


def same_routing_id(port, _):
    one, other = dealer(port, b"same"), dealer(port, b"same")
    one.send(frame(b"for one"))
    both = one.frames(1) == other.frames(1) == [b"for one"]
    return "both get the reply to one of them" if both else None


def lost_request(port, program):
    peers = [dealer(port) for _ in range(4)]
    # Stopped meanwhile, so that it finds the requests of all of them at once.
    program.send_signal(signal.SIGSTOP)
    for peer in peers:
        peer.send(frame(b"together"))
    program.send_signal(signal.SIGCONT)
    if not all(peer.frames(1) for peer in peers):
        return "of four that asked together, not all were answered within 1 s"
    # The last first: one alone brings the next of the others to life, in their order.
    for peer in reversed(peers):
        peer.send(frame(b"alone"))
        if not peer.frames(1):
            for other in peers:
                if other is not peer:
                    other.send(frame(b"nudge"))
            came = "came" if peer.frames(1) else "did not come"
            return f"one that asked alone was not answered within 1 s; the answer {came} once the others spoke"
    return None


def other_case(port, _):
    peer = Peer(port, greeting())
    while len(peer.unread) < 64:
        if not peer.more():
            return None
    peer.unread = peer.unread[64:]
    peer.send(frame(b"\x05READY\x0bsocket-type\0\0\0\x03SUB", COMMAND))
    if not peer.frames(1):
        return None
    peer.send(frame(b"from a SUB"))
    return "a SUB that writes socket-type in small letters is served" if peer.frames(1) == [b"from a SUB"] else None


def reserved_flags(port, _):
    peer = dealer(port)
    peer.send(frame(b"reserved", 0x08))
    return "a frame with the flags 0a is served" if peer.frames(1) == [b"reserved"] else None


def reserved_id(port, _):
    for identity in (b"\0abc", b"i" * 256):
        peer = dealer(port, identity)
        peer.send(frame(b"and me?"))
        if peer.frames(1) != [b"and me?"]:
            return None
    return "peers are served whose routing ids begin with 0 or have 256 octets"


def long_ttl(port, _):
    peer = dealer(port)
    peer.send(frame(b"\x04PING" + struct.pack(">H", 656), COMMAND))
    start = time.monotonic()
    while peer.more():
        pass
    seconds = time.monotonic() - start
    return f"65.6 s to live, disconnected after {seconds:.2f} s" if peer.read(0.1) == b"" else None


def negative_size(port, _):
    other, giant = dealer(port), dealer(port)
    giant.send(bytes([LONG]) + b"\xff" * 8)
    time.sleep(0.2)
    giant.socket.close()
    time.sleep(0.2)
    other.send(frame(b"ping"))
    return "another peer is not answered" if not other.frames(1, 3) else None


CASES = {
    case.__name__.replace("_", "-"): case
    for case in (
        unknown_type, cut_ready, huge_frame, empty_command, vanishing_peer, padded_mechanism, refused_not_closed,
        command_handed_on, half_handshake, unread_replies, same_routing_id, lost_request, other_case, reserved_flags,
        reserved_id, long_ttl, negative_size,
    )
}


def main():
    if len(sys.argv) != 3 or sys.argv[1] not in CASES:
        sys.exit(f"{__doc__}\ncases: {' '.join(CASES)}")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = shlex.split(sys.argv[2].replace("{endpoint}", f"tcp://127.0.0.1:{port}"))
    program = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        for _ in range(100):
            try:
                Peer(port, greeting() + ready()).socket.close()
                break
            except ConnectionRefusedError:
                time.sleep(0.1)
        shown = CASES[sys.argv[1]](port, program)
    except ConnectionError as refusal:
        shown = None
        print(f"({refusal})")
    finally:
        program.kill()
        program.wait()
    print(f"shown: {shown}" if shown else "not shown")
    sys.exit(0 if shown else 1)


if __name__ == "__main__":
    main()
