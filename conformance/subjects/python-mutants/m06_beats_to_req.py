"""role: worker
breaks: Heartbeats go to every peer heard from "except a peer whose latest message began with an empty frame".
how: It sends heartbeats to REQ peers as well.
"""
from base_service import Service, main


class Wrong(Service):
    def heard(self, rid, frames):
        super().heard(rid, [b"any"])


if __name__ == "__main__":
    main(Wrong)
