"""Two figures beside Django, in one run: processor time per answer, and how much of it is ours.

A page with login, user, one row and a template; a photo that is authorised, audited and decrypted here, and a plain
FileResponse behind the same login there. Rounds alternate, so that a machine that slows down slows both; the ratio is
taken round by round. Processor time is the kernel's account of the server's process and its children.
Also: the idle server's resident memory, its children apart. Exit status 1 when a median is over its limit; with
--print-only the figures are only printed. Usage: peers.py LEGITKA [--print-only]
"""

import argparse
import http.client
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

ROUNDS, REQUESTS, WARM = 7, 400, 100
MOST_PAGE, MOST_PHOTO = 0.30, 0.35  # of the peer's processor time
MOST_RESIDENT = 24  # MB, idle, the server alone
# What an answer costs here, so that nobody takes the ratio for more than it is.
MEASURED = {
    "page": "session, user, one row, template; both sides",
    "photo": "session, the family's link, the look-up whether this look is in the audit log, file read and decrypted. A look is "
    "written once per person, pupil and quarter of an hour, so nearly all of these answers look it up and do not write it. "
    "Django: session, user, owner, plain file",
}
TICKS = os.sysconf("SC_CLK_TCK")
HERE = Path(__file__).parent
HOST = "127.0.0.1:18730"


def tree(pid):
    """A process and everything below it."""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            found += tree(int(child))
    return found


def cpu(pid):
    """Seconds of processor time of a process tree, ended children included."""
    total = 0
    for one in tree(pid):
        fields = Path(f"/proc/{one}/stat").read_text().rsplit(") ", 1)[1].split()
        total += sum(int(fields[at]) for at in (11, 12, 13, 14))
    return total / TICKS


def resident(pid):
    """MB of one process."""
    return int(re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text()).group(1)) / 1024


def children(pid):
    """The processes below a process, each with its MB, in words."""
    below = tree(pid)[1:]
    return ", ".join(f"{Path(f'/proc/{one}/comm').read_text().strip()} {resident(one):.1f} MB" for one in below) or "none"


class Client:
    def __init__(self, host, cookie):
        self.host, self.cookie = host, cookie
        self.connection = http.client.HTTPConnection(host)

    def get(self, path):
        self.connection.request("GET", path, headers={"Cookie": self.cookie, "Accept-Language": "pl"})
        answer = self.connection.getresponse()
        return answer.status, answer.read()


def per_answer(pid, client, path):
    before = cpu(pid)
    for _ in range(REQUESTS):
        status, body = client.get(path)
        assert status == 200 and body, (path, status)
    return (cpu(pid) - before) / REQUESTS * 1000


def sign_in(host, account):
    connection = http.client.HTTPConnection(host)
    form = f"login={account['email']}&password={account['password']}"
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
    connection.request("POST", "/session?key=018f0000-0000-7000-8000-000000000001", form, headers)
    answer = connection.getresponse()
    answer.read()
    assert answer.status == 303, answer.status
    return answer.getheader("Set-Cookie").split(";")[0]


def start_legitka(program, folder):
    """Makes a demo school, then serves it by a fresh process, as a school would: drawing faces is no part of serving."""
    quiet = {**os.environ, "LEGITKA_LOG": "error"}
    command = [program, "demo", "--small", "--json", "--seed", "5", "--data", f"{folder}/data", "--listen", HOST]
    made = subprocess.Popen(command, stdout=subprocess.PIPE, env=quiet)
    told = json.loads(made.stdout.readline())
    made.terminate()
    made.wait()
    server = subprocess.Popen([program, "serve", "--data", f"{folder}/data", "--listen", HOST], stdout=subprocess.DEVNULL, env=quiet)
    await_port(HOST)
    time.sleep(2)
    return server, told


def await_port(host):
    for _ in range(200):
        try:
            return http.client.HTTPConnection(host).connect()
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"nobody listens at {host}")


def start_django(folder, picture):
    environment = {**os.environ, "PEER_FOLDER": folder, "PYTHONPATH": str(HERE)}
    made = subprocess.run([sys.executable, HERE / "django_peer.py", "setup", picture], env=environment, check=True, capture_output=True, text=True)
    command = [sys.executable, "-m", "gunicorn", "--worker-class", "gthread", "--threads", "2", "--workers", "1", "--keep-alive", "75",
               "--bind", "127.0.0.1:18731", "--log-level", "error", "django_peer:application"]
    server = subprocess.Popen(command, env=environment, cwd=HERE)
    await_port("127.0.0.1:18731")
    return server, f"sessionid={made.stdout.strip()}"


def spread(values):
    return f"{min(values):8.3f} {statistics.median(values):8.3f} {max(values):8.3f}"


def compare(name, limit, ours, theirs):
    """Prints a page's figures; ours and theirs give the milliseconds of a round. Is the median within the limit?"""
    rounds = [(ours(), theirs()) for _ in range(ROUNDS)]
    ratios = [a / b for a, b in rounds]
    print(f"{name:<6} legitka {spread([a for a, _ in rounds])}   django {spread([b for _, b in rounds])}")
    print(f"{name:<6} ratio   {spread(ratios)}   asked: at most {limit:.2f}")
    print(f"       measured: {MEASURED[name]}")
    return statistics.median(ratios) <= limit


def main(program):
    """Prints all figures. The names of those over their limit."""
    over = []
    with tempfile.TemporaryDirectory() as folder:
        legitka, told = start_legitka(program, folder)
        idle, idle_children = resident(legitka.pid), children(legitka.pid)
        django = None
        try:
            parent = next(account for account in told["accounts"] if account["role"] == "parent")
            ours = Client(HOST, sign_in(HOST, parent))
            home = ours.get("/home")[1].decode()
            photo = re.search(r"/photos/[0-9a-f-]+/review\.jpg", home).group(0)
            picture = Path(folder) / "picture.jpg"
            picture.write_bytes(ours.get(photo)[1])
            worked, worked_children = resident(legitka.pid), children(legitka.pid)
            peer_folder = Path(folder) / "peer"
            peer_folder.mkdir()
            django, cookie = start_django(str(peer_folder), str(picture))
            theirs = Client("127.0.0.1:18731", cookie)
            pairs = [("page", "/account", "/account", MOST_PAGE), ("photo", photo, "/photos/1.jpg", MOST_PHOTO)]
            print(f"{ROUNDS} rounds of {REQUESTS} answers each, in turn; processor milliseconds per answer: min, median, max")
            for name, path, peer_path, limit in pairs:
                for _ in range(WARM):
                    ours.get(path)
                    theirs.get(peer_path)
                here, there = partial(per_answer, legitka.pid, ours, path), partial(per_answer, django.pid, theirs, peer_path)
                if not compare(name, limit, here, there):
                    over.append(name)
            print(f"idle server: {idle:.1f} MB resident (asked: at most {MOST_RESIDENT}); its children: {idle_children}")
            print(f"after a sign-in and a photo: {worked:.1f} MB; its children: {worked_children}")
            if idle > MOST_RESIDENT:
                over.append("memory")
        finally:
            legitka.kill()
            if django:
                django.terminate()
    return over


if __name__ == "__main__":
    asked = argparse.ArgumentParser()
    asked.add_argument("legitka", help="the program")
    asked.add_argument("--print-only", action="store_true", help="no figure is a failure")
    arguments = asked.parse_args()
    too_much = main(arguments.legitka)
    if too_much and not arguments.print_only:
        sys.exit(f"over the limit: {', '.join(too_much)}")
