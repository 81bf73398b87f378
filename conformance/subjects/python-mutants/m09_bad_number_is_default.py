"""role: worker
breaks: "A value that cannot be used … ends the subject before READY with a non-zero exit code and one line on standard error".
how: A number that cannot be used is replaced by the default without a word.
"""
from base_service import BadSetting, Service, main


class Wrong(Service):
    def number(self, name, default, **limits):
        try:
            return super().number(name, default, **limits)
        except BadSetting:
            return default


if __name__ == "__main__":
    main(Wrong)
