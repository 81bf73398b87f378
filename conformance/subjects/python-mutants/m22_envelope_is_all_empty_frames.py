"""role: server
breaks: "The envelope of a request is its leading empty frame if more frames follow it, else nothing."
how: It takes all leading empty frames as the envelope, so a verb behind two of them is obeyed.
"""
from base_service import Service, main


class Wrong(Service):
    def envelope_size(self, frames):
        size = 0
        while size < len(frames) - 1 and frames[size] == b"":
            size += 1
        return size


if __name__ == "__main__":
    main(Wrong)
