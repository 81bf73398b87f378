"""role: server
breaks: The reply goes "to that peer alone".
how: It reads up to 8 messages at once and remembers only the latest sender, so under load a reply reaches the wrong peer.
"""
from collections import deque

from base_service import Service, main


class Wrong(Service):
    def __init__(self):
        super().__init__()
        self.read = deque()
        self.sender = b""

    def receive(self):
        while not self.read or len(self.read) < 8:
            message = super().receive()
            if message is None:
                break
            self.sender = message[0]
            self.read.append(message)
        return self.read.popleft() if self.read else None

    def echo(self, frames):
        self.send(self.sender, frames)


if __name__ == "__main__":
    main(Wrong)
