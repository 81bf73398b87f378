"""role: server
breaks: $fail: "its handler throws; the loop survives", and every request is answered exactly once.
how: After a handler has thrown it starts from a clean state, in which the pending deferred replies are gone.
"""
from base_service import Service, main


class Wrong(Service):
    def failed(self, frames, error):
        if isinstance(error, RuntimeError):
            self.deferred = []
        return super().failed(frames, error)


if __name__ == "__main__":
    main(Wrong)
