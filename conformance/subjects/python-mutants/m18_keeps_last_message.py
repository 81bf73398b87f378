"""role: server
breaks: "Memory and descriptors stay flat however many messages and peers have come and gone".
how: It keeps the latest message of every peer, for its log, and never lets go of it.
"""
from base_service import Service, main


class Wrong(Service):
    def __init__(self):
        super().__init__()
        self.latest = {}

    def take(self, message):
        self.latest[message[0]] = message[1:]
        super().take(message)


if __name__ == "__main__":
    main(Wrong)
