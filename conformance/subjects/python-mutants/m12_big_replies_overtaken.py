"""role: worker
breaks: "Replies to one peer go out in the order of its requests".
how: Replies of 64 KiB and more take a slow lane that is emptied every 8 messages or when nothing else has come, so small ones overtake them.
"""
from base_service import Service, main


class Wrong(Service):
    def __init__(self):
        super().__init__()
        self.slow = []
        self.since = 0

    def answer(self, rid, frames):
        reply = super().answer(rid, frames)
        if reply is None or sum(map(len, reply)) < 65536:
            return reply
        self.slow.append((rid, reply))
        return None

    def receive(self):
        message = super().receive()
        self.since += 1
        if message is None or self.since >= 8:
            self.empty()
        return message

    def empty(self):
        self.since = 0
        for rid, reply in self.slow:
            self.send(rid, reply)
        self.slow = []

    def await_deferred(self):
        self.empty()
        super().await_deferred()


if __name__ == "__main__":
    main(Wrong)
