"""role: server
breaks: "with `drain`, all that were queued in its socket at the stop request are answered".
how: It declares drain but drops what is queued in the socket when it stops.
"""
from base_service import Service, main


class Wrong(Service):
    def collect(self):
        self.collected = True


if __name__ == "__main__":
    main(Wrong)
