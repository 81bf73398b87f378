"""role: client
breaks: "It keeps at most `DONTWAIT_WINDOW` requests open".
how: It starts all its requests at once, whatever the window.
"""
from base_client import Client, main


class Wrong(Client):
    def may_start(self):
        return self.next <= self.requests


if __name__ == "__main__":
    main(Wrong)
