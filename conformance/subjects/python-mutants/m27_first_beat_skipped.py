"""role: server
breaks: "The first one comes within one interval after the peer was first heard."
how: A peer that was first heard since the last beat is passed over once, so its first heartbeat comes between one and two intervals later.
"""
from base_service import Service, main


class Wrong(Service):
    def __init__(self):
        super().__init__()
        self.known = set()

    def beat_all(self, now):
        super().beat_all(now)
        self.known = set(self.peers)

    def beat(self, rid):
        if rid in self.known:
            super().beat(rid)


if __name__ == "__main__":
    main(Wrong)
