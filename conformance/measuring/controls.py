"""The right subjects, and what they need before they can be started."""
import json
import os
import pathlib
import subprocess

TOP = pathlib.Path(__file__).resolve().parents[2]
PYZMQ = "conformance/subjects/python-pyzmq"
C_ECHO = "conformance/subjects/c-libzmq"


def controls():
    """Name: the words of verify. All of them are right."""
    python = os.environ.get("DONTWAIT_PYTHON", "python3")

    def model(name, *jvm):
        return ["--exec", " ".join(["java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", *jvm, "-cp", model_path(),
                                    "io.github.dontwait.conformance.mutant.MutantProcess",
                                    "io.github.dontwait.conformance." + name])]

    def pyzmq(program):
        return ["--exec", f"{python} {PYZMQ}/{program}"]

    return {
        "reference worker": [],
        "reference server": ["--role", "server"],
        "reference client": ["--role", "client"],
        "pyzmq worker": pyzmq("worker.py"),
        "pyzmq server": ["--role", "server", *pyzmq("server.py")],
        "pyzmq client": ["--role", "client", *pyzmq("client.py")],
        "asyncio worker": pyzmq("asyncio_worker.py"),
        "C echo": ["--exec", f"{C_ECHO}/target/echo {{endpoint}}"],
        "model worker": model("mutant.ModelService"),
        "model client": ["--role", "client", *model("mutant.ModelClient")],
        "threads behind a loop": model("control.ThreadedService"),
        "JeroMQ's workers behind a proxy": model("control.ProxiedService"),
        "one message a turn": ["--role", "server", *model("control.OneByOneService")],
        "every reply by a timer": model("control.TimerService"),
        "sleeps while idle": model("control.SleepingService"),
        "chatty": model("control.ChattyService$AsProcess"),
        "busy collector": model("control.WastefulService", "-Xmx160m"),
        "late to be ready": model("control.LateService"),
    }


USUAL = ["reference worker", "reference server", "reference client", "pyzmq worker", "pyzmq server", "pyzmq client",
         "asyncio worker", "C echo", "model worker"]


def model_path():
    runtime = (TOP / "conformance/target/dontwait/classpath")
    rest = runtime.read_text().strip() if runtime.exists() else ""
    return f"conformance/target/test-classes:conformance/target/classes:{rest}"


def prepare(wanted):
    """Builds what the wanted controls need; returns the ids of the rules whose sentence has a time."""
    listed = json.loads(subprocess.run(["./dontwait", "rules", "--json"], check=True, stdout=subprocess.PIPE).stdout)
    if any(name not in USUAL[:8] for name in wanted):
        subprocess.run([os.environ.get("MVN", "mvn"), "-q", "-B", "-pl", "testkit,reference-impl,conformance",
                        "test-compile"], check=True)
    if "C echo" in wanted:
        pathlib.Path(C_ECHO, "target").mkdir(exist_ok=True)
        subprocess.run(["cc", "-O2", "-o", f"{C_ECHO}/target/echo", f"{C_ECHO}/echo.c", "-lzmq"], check=True)
    return {rule["id"] for rule in listed["rules"] if rule["timed"]}
