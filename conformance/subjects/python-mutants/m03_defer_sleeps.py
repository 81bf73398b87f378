"""role: worker
breaks: $defer answers after that time "without occupying the loop: other requests are served meanwhile, several may be pending".
how: It sleeps for the time and then replies, so that everybody waits.
"""
from base_service import Service, main


class Wrong(Service):
    def do_defer(self, rid, frames, envelope, body):
        self.work(self.millis(body) / 1000)
        return frames


if __name__ == "__main__":
    main(Wrong)
