"""role: server
breaks: "a peer with one request waits for no more than a few requests of each other peer, however many those have queued".
how: It sorts what it reads into one queue per peer and serves a peer until that peer's queue is empty.
"""
from collections import deque

from base_service import Service, main


class Wrong(Service):
    most = 1000

    def __init__(self):
        super().__init__()
        self.queues = {}

    def receive(self):
        while sum(map(len, self.queues.values())) < self.most:
            message = super().receive()
            if message is None:
                break
            self.queues.setdefault(message[0], deque()).append(message)
        for rid, queue in self.queues.items():
            message = queue.popleft()
            if not queue:
                del self.queues[rid]
            return message
        return None


if __name__ == "__main__":
    main(Wrong)
