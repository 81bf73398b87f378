"""role: server
breaks: "A silent peer gets none later than two intervals after its time to live, and `peers` no longer counts it."
how: It looks for silent peers from the one first heard on and stops at the first that is alive, so whoever came after a talkative peer is not forgotten.
"""
from base_service import Service, main


class Wrong(Service):
    def beat_all(self, now):
        for rid, (last, _) in list(self.peers.items()):
            if now - last < self.ttl:
                break
            del self.peers[rid]
        for rid, (_, empty_first) in self.peers.items():
            if not empty_first:
                self.beat(rid)


if __name__ == "__main__":
    main(Wrong)
