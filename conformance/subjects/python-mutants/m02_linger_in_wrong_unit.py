"""role: server
breaks: "waits no longer than the linger for unsent replies" and exits "within the linger plus one second after the end of the request in hand, whatever its peers do".
how: It gives the library microseconds where milliseconds are wanted, so a peer that does not read holds up the exit.
"""
from base_service import Service, main


class Wrong(Service):
    def close(self):
        self.socket.close(int(self.linger * 1_000_000))
        self.context.term()


if __name__ == "__main__":
    main(Wrong)
