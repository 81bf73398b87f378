"""What disturbs a run on purpose: busy processors, and subjects that are stopped for a moment."""
import os
import pathlib
import random
import signal
import subprocess
import sys
import threading

STOP_SECONDS = 0.3
STOP_EVERY_SECONDS = 3  # on average


class Load:
    """Keeps the processors busy and stops subjects for a moment, now and then. Only what a run of ours started is stopped."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.spinners = []
        self.run = None  # the process id of the verify that is under way
        self.over = threading.Event()
        self.stops = 0
        self.thread = threading.Thread(target=self.disturb, name="disturb")

    def __enter__(self):
        self.spinners = [subprocess.Popen(["nice", "-n", "10", sys.executable, "-c", "while True: pass"])
                         for _ in range(os.cpu_count() or 1)]
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.over.set()
        self.thread.join()
        for spinner in self.spinners:
            spinner.kill()
            spinner.wait()

    def disturb(self):
        while not self.over.wait(self.random.expovariate(1 / STOP_EVERY_SECONDS)):
            subjects = sorted(started_by(self.run)) if self.run else []
            if subjects:
                self.stop(self.random.choice(subjects))

    def stop(self, process):
        try:
            handle = os.pidfd_open(process)  # names this process and no later one of the same number
        except OSError:
            return
        try:
            if process in started_by(self.run):
                signal.pidfd_send_signal(handle, signal.SIGSTOP)
                self.stops += 1
                try:
                    self.over.wait(STOP_SECONDS)
                finally:
                    signal.pidfd_send_signal(handle, signal.SIGCONT)
        except ProcessLookupError:
            pass  # it has ended meanwhile, as subjects do
        finally:
            os.close(handle)


def started_by(run):
    """The subjects that a run has started: processes below it that were told an endpoint."""
    parents = {}
    for entry in pathlib.Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except (OSError, IndexError, ValueError):
                continue  # it has ended
    return {process for process in parents if is_below(process, run, parents) and is_subject(process)}


def is_below(process, ancestor, parents):
    while process in parents and parents[process] != process:
        process = parents[process]
        if process == ancestor:
            return True
    return False


def is_subject(process):
    try:
        return b"\0DONTWAIT_ENDPOINT=" in b"\0" + pathlib.Path(f"/proc/{process}/environ").read_bytes()
    except OSError:
        return False
