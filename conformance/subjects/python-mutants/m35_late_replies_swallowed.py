"""role: client
breaks: UNEXPECTED is said of "a message that belongs to no open request (late, duplicate, unknown)".
how: A late or duplicate reply to a request of its own that has ended is dropped without a line; only unknown ones are reported.
"""
from base_client import Client, main


class Wrong(Client):
    def unexpected(self, frames):
        own = frames[0].isdigit() and 0 < int(frames[0]) < self.next
        if not own:
            super().unexpected(frames)


if __name__ == "__main__":
    main(Wrong)
