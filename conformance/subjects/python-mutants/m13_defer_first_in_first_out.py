"""role: server
breaks: $defer answers "not before, and soon after, that time … several may be pending".
how: Deferred replies wait in a plain queue, so a short one waits behind a longer one that was asked for earlier.
"""
from base_service import Service, main


class Wrong(Service):
    def defer(self, due, rid, frames):
        self.deferred.append((due, next(self.ties), rid, frames))

    def send_deferred(self, now):
        while self.deferred and self.deferred[0][0] <= now:
            _, _, rid, frames = self.deferred.pop(0)
            self.send(rid, frames)


if __name__ == "__main__":
    main(Wrong)
