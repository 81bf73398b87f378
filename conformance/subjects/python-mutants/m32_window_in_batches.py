"""role: client
breaks: It "starts the next one as soon as one ends; it never waits for a reply before using the rest of its window".
how: It fills the window, then waits until all of these requests have ended before it fills it again.
"""
from base_client import Client, main


class Wrong(Client):
    def start_requests(self):
        if not self.open:
            super().start_requests()


if __name__ == "__main__":
    main(Wrong)
