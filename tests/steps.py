"""Runs the steps of `make check`, says what each took, and sees to it that none leaves anything behind.

    STEPS="NAME: COMMAND
    NAME: COMMAND" steps.py [--jobs N] [NAME...]

Steps begin in their order, as many side by side as there are processors; what one says is told when it is done. Each has a
temporary folder of its own, which must be empty in the end and is removed whatever happens. The first step that fails
stops those that run beside it, unless KEEP_GOING is set, and the exit status is 1. Interrupting it stops all."""
import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from typing import NamedTuple


KEEP_GOING = bool(os.environ.get("KEEP_GOING"))


class Step(NamedTuple):
    name: str
    command: str


class Took(NamedTuple):
    name: str
    seconds: float
    processor: float


def read_steps(wanted):
    steps = [Step(*(part.strip() for part in line.split(":", 1))) for line in os.environ["STEPS"].splitlines() if line.strip()]
    unknown = set(wanted) - {step.name for step in steps}
    if unknown:
        sys.exit(f"no step {', '.join(sorted(unknown))}; there are {', '.join(step.name for step in steps)}")
    return [step for step in steps if step.name in wanted or not wanted]


def left_in(folder):
    return sorted(os.path.relpath(os.path.join(parent, name), folder)
                  for parent, folders, files in os.walk(folder) for name in folders + files)


class Runner:
    """Takes one step after the other; as many threads share it as there are steps side by side."""

    def __init__(self, steps, top):
        self.steps, self.top = list(steps), top
        self.lock, self.running, self.took, self.failed = threading.Lock(), {}, [], []

    def begin(self):
        """The next step, with its process and folder; None when there is none, or one has failed."""
        with self.lock:
            if not self.steps or (self.failed and not KEEP_GOING):
                return None
            step = self.steps.pop(0)
            folder = os.path.join(self.top, step.name.replace(" ", "-"))
            os.mkdir(folder)
            output = open(folder + ".log", "w+b")
            process = subprocess.Popen(["/bin/sh", "-c", step.command], stdin=subprocess.DEVNULL, stdout=output,
                                       stderr=subprocess.STDOUT, start_new_session=True,
                                       env={**os.environ, "TMPDIR": folder})
            self.running[process.pid] = step
            return step, process, folder, output

    def end(self, step, folder, output, status, took):
        output.seek(0)
        said = output.read().decode("utf-8", "replace")
        output.close()
        left = left_in(folder)
        shutil.rmtree(folder)
        with self.lock:
            self.took.append(took)
            if self.failed and not KEEP_GOING:
                return  # it was stopped
            print(f"{step.command}\n{said}", end="" if said.endswith("\n") else "\n")
            if left:
                print(f"FAILED {step.name}: left in its temporary folder: {', '.join(left[:5])} ({len(left)} in all)")
            if status or left:
                self.failed.append(step.name)
                if not KEEP_GOING:
                    self.stop()
            sys.stdout.flush()

    def stop(self):
        for process in list(self.running):
            try:
                os.killpg(process, signal.SIGTERM)
            except ProcessLookupError:
                pass

    def work(self):
        while begun := self.begin():
            step, process, folder, output = begun
            start = time.monotonic()
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = status
            del self.running[process.pid]
            self.end(step, folder, output, status,
                     Took(step.name, time.monotonic() - start, usage.ru_utime + usage.ru_stime))

    def run(self, jobs):
        threads = [threading.Thread(target=self.work) for _ in range(jobs)]
        try:
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        except KeyboardInterrupt:
            self.failed.append("interrupted")
            self.stop()
            for thread in threads:
                thread.join()


def show(took, seconds):
    for step in sorted(took, key=lambda step: -step.processor):
        print(f"  {step.processor:7.1f} s of a processor, {step.seconds:6.1f} s: {step.name}")
    print(f"  {sum(step.processor for step in took):7.1f} s of a processor, {seconds:6.1f} s: in all")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("names", nargs="*")
    arguments = parser.parse_args()
    for ending in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, signal.default_int_handler)
    start = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="budgetkoll-check-") as top:
        os.chmod(top, 0o755)  # some tests run the program as somebody else
        runner = Runner(read_steps(arguments.names), top)
        runner.run(arguments.jobs)
    show(runner.took, time.monotonic() - start)
    if runner.failed:
        sys.exit(f"failed: {', '.join(runner.failed)}")


if __name__ == "__main__":
    main()
