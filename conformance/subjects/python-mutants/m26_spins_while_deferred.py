"""role: worker
breaks: While nothing arrives the loop "uses less than a quarter of a core".
how: While a deferred reply is pending it does not wait at all between turns, so as not to miss the moment.
"""
from base_service import Service, main


class Wrong(Service):
    def wait(self, seconds):
        if not self.deferred:
            super().wait(seconds)


if __name__ == "__main__":
    main(Wrong)
