#!/usr/bin/env python3
"""Measures what the preview takes to follow a saved file, beside a full build of the same site, in one run.

usage: serve.py [PAGES] [--saves N] [--yaomu BINARY]

Time is the CPU's (user + system) of the whole process, on all its threads: of a build from its start to its end, of the
preview from before a file is saved until its page has been served again. Checks that wait until it is quiet are told apart.
The site is the corpus, on a memory file system.
"""

import argparse
import http.client
import json
import os
import pathlib
import re
import select
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
MEMORY = "/dev/shm"
PATIENCE = 120


def main():
    read = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    read.add_argument("pages", nargs="?", type=int, default=10_000)
    read.add_argument("--saves", type=int, default=10)
    read.add_argument("--yaomu", default=str(HERE.parent / "target/release/yaomu"))
    asked = read.parse_args()
    with tempfile.TemporaryDirectory(prefix="yaomu-serve-", dir=MEMORY if os.path.isdir(MEMORY) else None) as folder:
        site = pathlib.Path(folder) / "site"
        subprocess.run([sys.executable, HERE / "corpus.py", "yaomu", str(asked.pages), site], check=True)
        build = statistics.median(built(asked.yaomu, site) for _ in range(3))
        with Preview(asked.yaomu, site) as preview:
            first, start = preview.first, preview.spent()
            bodies, checks = saves(preview, asked.saves, lambda nth, text: text + f"\n新的一段，第{nth}次。\n")
            fronts, _ = saves(preview, asked.saves, lambda nth, text: text.replace("\ntags: ", f"\nseries: 第{nth}次\ntags: ", 1))
    print("| what | CPU / full build |")
    print("| --- | ---: |")
    print(f"| full build of {asked.pages:,} pages | 1 |")
    print(f"| preview, until the home page has been served | 1/{build / first:.0f} |")
    print(f"| preview, until all is read and checked | 1/{build / start:.1f} |")
    print(f"| text saved, until its page has been served again | 1/{build / bodies:.0f} |")
    print(f"| front matter saved, until its page has been served again | 1/{build / fronts:.0f} |")
    print(f"| checks after a text was saved, when it is quiet | 1/{build / checks:.0f} |")


def built(yaomu, site):
    """CPU seconds of a build into an empty folder."""
    out = site.parent / "out"
    process = subprocess.Popen([yaomu, "build", "--root", site, "--output", out], stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit("the build has failed")
    shutil.rmtree(out)
    return used.ru_utime + used.ru_stime


def saves(preview, count, change):
    """CPU seconds of the preview for a save, the median, until its page is served and then until it is quiet again."""
    shown, settled = [], []
    for nth in range(1, count + 1):
        file = preview.site / f"content/news/p{nth * 37:06}.md"
        text = change(nth, file.read_text(encoding="utf-8"))
        before = preview.spent()
        file.write_text(text, encoding="utf-8")
        preview.wait_for_news()
        page = preview.get(f"/news/p{nth * 37:06}/")
        served = preview.spent()
        if f"第{nth}次" not in page:
            sys.exit("the page that was served is not the one that was saved")
        preview.wait_until_settled()
        shown.append(served - before)
        settled.append(preview.spent() - served)
    return statistics.median(shown), statistics.median(settled)


class Preview:
    """A preview of a site, all read and checked."""

    def __init__(self, yaomu, site):
        self.site, self.stream = site, None
        command = [yaomu, "serve", "--root", site, "--port", "0", "--lang", "en"]
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        line = self.process.stderr.readline()
        self.port = int(re.search(r":(\d+)/", line).group(1))
        while "nothing" == self.get("/", 503):
            time.sleep(0.005)
        self.first = self.spent()
        self.wait_until_settled()
        self.raw = socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)
        self.raw.sendall(b"GET /_yaomu/events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        self.stream = self.raw.makefile("rb", buffering=0)
        self.stamp = self.hear()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()

    def get(self, path, otherwise=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request("GET", path)
        answer = connection.getresponse()
        text = answer.read().decode()
        if answer.status == otherwise:
            return "nothing"
        if answer.status != 200:
            sys.exit(f"{path}: {answer.status}")
        return text

    def hear(self):
        while True:
            line = self.stream.readline().decode()
            if line.startswith("data: "):
                self.stream.readline()  # the empty line that ends it
                return json.loads(line[6:])["stamp"]

    def wait_for_news(self):
        last = self.stamp
        while self.stamp == last:
            self.stamp = self.hear()

    def wait_until_settled(self):
        while not self.process.stderr.readline().startswith("up to date"):
            pass
        # A site that has been checked may have another stamp: it is not news of the next save.
        if self.stream is not None:
            time.sleep(0.05)
            while select.select([self.raw], [], [], 0)[0]:
                self.stamp = self.hear()

    def spent(self):
        """CPU seconds so far, of all threads: in nanoseconds where the system counts so."""
        tasks = pathlib.Path(f"/proc/{self.process.pid}/task")
        try:
            return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks.iterdir()) / 1e9
        except OSError:
            fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
            return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
