"""role: worker
breaks: The reply is "all the frames, byte for byte, in order".
how: An empty last frame of a message of several frames is lost in the echo.
"""
from base_service import Service, main


class Wrong(Service):
    def echo(self, frames):
        if len(frames) > 1 and frames[-1] == b"":
            return frames[:-1]
        return frames


if __name__ == "__main__":
    main(Wrong)
