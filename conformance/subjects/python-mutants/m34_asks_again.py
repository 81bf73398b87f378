"""role: client
breaks: A request that was not answered "is not sent again".
how: A request still open at half its timeout is sent once more.
"""
from base_client import Client, main


class Wrong(Client):
    def __init__(self):
        super().__init__()
        self.asked_again = set()

    def pause(self):
        return min(super().pause(), 20)

    def expire(self, now):
        super().expire(now)
        self.asked_again.intersection_update(self.open)
        for key, (_, started) in self.open.items():
            if now - started >= self.timeout / 2 and key not in self.asked_again:
                self.asked_again.add(key)
                self.unsent.append(key)


if __name__ == "__main__":
    main(Wrong)
