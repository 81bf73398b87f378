"""role: worker
breaks: $stats: `handled` is the "replies given to the socket so far: echoes, verbs and errors".
how: Error replies are not counted in `handled`.
"""
from base_service import Service, main


class Wrong(Service):
    def failed(self, frames, error):
        self.handled -= 1
        return super().failed(frames, error)


if __name__ == "__main__":
    main(Wrong)
