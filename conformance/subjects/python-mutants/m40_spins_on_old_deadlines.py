"""role: client
breaks: "While it waits for replies it uses less than a quarter of a core."
how: Deadlines of answered requests stay in its timer list, and once one has passed it polls without waiting until all its open requests have ended.
"""
from base_client import Client, main


class Wrong(Client):
    def __init__(self):
        super().__init__()
        self.first_deadline = None

    def start_requests(self):
        if not self.open:
            self.first_deadline = None
        super().start_requests()
        if self.first_deadline is None:
            self.first_deadline = self.now() + self.timeout

    def pause(self):
        left = self.first_deadline - self.now()
        return min(super().pause(), max(0, int(left * 1000)))


if __name__ == "__main__":
    main(Wrong)
