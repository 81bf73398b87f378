"""role: client
breaks: "A reply belongs to the open request whose number equals its first frame byte for byte".
how: It compares numbers, so '07', '+7' and ' 7' are taken as replies to request 7.
"""
from base_client import Client, main


class Wrong(Client):
    def find(self, frames):
        try:
            key = b"%d" % int(frames[0])
        except ValueError:
            return None
        return key if key in self.open else None


if __name__ == "__main__":
    main(Wrong)
