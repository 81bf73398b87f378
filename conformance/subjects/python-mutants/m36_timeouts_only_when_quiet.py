"""role: client
breaks: "A request unanswered for `DONTWAIT_TIMEOUT_MS` … ends as TIMEOUT".
how: It looks at timeouts only when 50 ms have passed without a message, so steady heartbeats keep a dead request open.
"""
from base_client import Client, main


class Wrong(Client):
    def __init__(self):
        super().__init__()
        self.quiet = True

    def wait(self, millis):
        self.quiet = not self.socket.poll(50)

    def expire(self, now):
        if self.quiet:
            super().expire(now)


if __name__ == "__main__":
    main(Wrong)
