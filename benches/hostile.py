"""What other visitors notice while hostile files arrive at a running server.

Four lanes send every file once, as the form does; meanwhile one visitor asks for twenty pages a second, on time
whether or not the last answer was quick: an answer counts from when it was due. A file called NNNN-refusal
must be refused; one called NNNN-no-harm may as well come out clean, which the tests of the workshop look at. Exit status
1 when a figure is over its limit; with --print-only the figures are only printed.
Usage: hostile.py LEGITKA FILES [--print-only]
"""

import argparse
import collections
import datetime
import http.client
import re
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Empty, SimpleQueue

from peers import HOST, Client, children, sign_in, start_legitka

LANES, PAGES_A_SECOND = 4, 20
MOST_P99 = 200  # milliseconds
LEAST_FILES = 500
LEDGER = Path(__file__).parent / "ledger" / "hostile.tsv"
COLUMNS = "date commit files seconds refused taken wrongly_taken failed pages p50_ms p99_ms slowest_ms restarts".split()


def find(pattern, text):
    found = re.search(pattern, text)
    assert found, pattern
    return found.group(1)


def form_of(client):
    """Where this family hands a photo in, and the version of the sentence that it declares."""
    for pupil in dict.fromkeys(re.findall(r"/pupils/([0-9a-f-]{36})/photo", client.get("/home")[1].decode())):
        status, rules = client.get(f"/pupils/{pupil}/photo/guidelines")
        if status == 200:
            ticked = find(r'(<input[^>]*name="declaration"[^>]*>)', rules.decode())
            return f"/pupils/{pupil}/photo/new", find(r'value="([^"]+)"', ticked)
    raise SystemExit("no child of this family is in need of a photo")


def body_of(declaration, content, boundary):
    head = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="declaration"\r\n\r\n{declaration}\r\n'
        f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="zdjecie.jpg"\r\n'
        "Content-Type: image/jpeg\r\n\r\n"
    )
    return head.encode() + content + f"\r\n--{boundary}--\r\n".encode()


def send(connection, cookie, form, declaration, content):
    """What becomes of a file: refused, taken, or the status that says neither."""
    boundary = uuid.uuid4().hex
    headers = {"Cookie": cookie, "Sec-Fetch-Site": "same-origin", "Content-Type": f"multipart/form-data; boundary={boundary}"}
    connection.request("POST", f"{form}?key={uuid.uuid4()}", body_of(declaration, content, boundary), headers)
    answer = connection.getresponse()
    answer.read()
    if answer.status == 422:
        return "refused"
    if answer.status == 303 and re.fullmatch(r"/photos/[0-9a-f-]+/crop", answer.getheader("Location")):
        return "taken"
    return f"{answer.status} {answer.getheader('Location') or ''}"


def lane(files, cookie, form, declaration):
    """Sends files until none is left; pairs of a file's name and what became of it."""
    connection, told = http.client.HTTPConnection(HOST), []
    while True:
        try:
            file = files.get_nowait()
        except Empty:
            return told
        try:
            told.append((file.name, send(connection, cookie, form, declaration, file.read_bytes())))
        except (OSError, http.client.HTTPException) as error:
            connection.close()  # the next request opens it again
            told.append((file.name, f"no answer: {error}"))


def ask_for_pages(cookie, pages, over):
    """Milliseconds until each answer."""
    client, waits, start = Client(HOST, cookie), [], time.monotonic()
    while not over.is_set():
        due = start + len(waits) / PAGES_A_SECOND
        time.sleep(max(0.0, due - time.monotonic()))
        path = pages[len(waits) % len(pages)]
        status, body = client.get(path)
        waits.append((time.monotonic() - due) * 1000)
        assert status == 200 and body, (path, status)
    return waits


def measure(server, told, files):
    """The figures by the names of the ledger's columns."""
    parent = next(account for account in told["accounts"] if account["role"] == "parent")
    cookie = sign_in(HOST, parent)
    client = Client(HOST, cookie)
    form, declaration = form_of(client)
    pages = ["/home", "/account", find(r"(/photos/[0-9a-f-]+/review\.jpg)", client.get("/home")[1].decode())]
    for path in pages * 5:
        assert client.get(path)[0] == 200, path
    queue, over = SimpleQueue(), threading.Event()
    for file in files:
        queue.put(file)
    with ThreadPoolExecutor(LANES + 1) as threads:
        visitor = threads.submit(ask_for_pages, cookie, pages, over)
        start = time.monotonic()
        lanes = [threads.submit(lane, queue, cookie, form, declaration) for _ in range(LANES)]
        try:
            outcomes = [outcome for each in lanes for outcome in each.result()]
        finally:
            over.set()
        seconds = time.monotonic() - start
        waits = sorted(visitor.result())
    return figures(server, outcomes, waits, seconds)


def figures(server, outcomes, waits, seconds):
    became = collections.Counter(outcome if outcome in ("refused", "taken") else "failed" for _, outcome in outcomes)
    for name, outcome in outcomes:
        if outcome not in ("refused", "taken"):
            print(f"{name}: {outcome}", file=sys.stderr)
    wrongly = [name for name, outcome in outcomes if outcome == "taken" and name.endswith("-refusal")]
    if wrongly:
        print(f"taken, although they should not be: {', '.join(wrongly)}", file=sys.stderr)
    at = lambda share: waits[min(len(waits) - 1, int(len(waits) * share))]
    return {
        "date": datetime.date.today().isoformat(),
        "commit": subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True).stdout.strip() or "unknown",
        "files": len(outcomes),
        "seconds": f"{seconds:.1f}",
        "refused": became["refused"],
        "taken": became["taken"],
        "wrongly_taken": len(wrongly),
        "failed": became["failed"],
        "pages": len(waits),
        "p50_ms": f"{at(0.5):.1f}",
        "p99_ms": f"{at(0.99):.1f}",
        "slowest_ms": f"{waits[-1]:.1f}",
        # nothing starts it anew: it is the process that was started, or it has ended
        "restarts": 0 if server.poll() is None else 1,
    }


def main(program, folder):
    """Prints the figures and adds them to the ledger. The names of those over their limit."""
    files = sorted(Path(folder).iterdir())
    assert len(files) >= LEAST_FILES, f"only {len(files)} files"
    with tempfile.TemporaryDirectory() as data:
        server, told = start_legitka(program, data)
        try:
            found = measure(server, told, files)
            left = children(server.pid) if server.poll() is None else "it has ended"
        finally:
            server.kill()
    print(f"{found['files']} hostile files in {found['seconds']} s, {LANES} at a time: {found['refused']} refused, "
          f"{found['taken']} came out clean, {found['wrongly_taken']} taken wrongly, {found['failed']} without an answer that is ours")
    print(f"{found['pages']} pages meanwhile, {PAGES_A_SECOND} a second: p50 {found['p50_ms']} ms, p99 {found['p99_ms']} ms "
          f"(asked: below {MOST_P99}), slowest {found['slowest_ms']} ms")
    print(f"restarts of the server: {found['restarts']}; its children afterwards: {left}")
    with LEDGER.open("a") as ledger:
        print(*(found[column] for column in COLUMNS), sep="\t", file=ledger)
    over = [name for name in ("wrongly_taken", "failed", "restarts") if found[name]]
    return over + (["p99"] if float(found["p99_ms"]) >= MOST_P99 else [])


if __name__ == "__main__":
    asked = argparse.ArgumentParser()
    asked.add_argument("legitka", help="the program")
    asked.add_argument("files", help="the folder with the hostile files")
    asked.add_argument("--print-only", action="store_true", help="no figure is a failure")
    arguments = asked.parse_args()
    too_much = main(arguments.legitka, arguments.files)
    if too_much and not arguments.print_only:
        sys.exit(f"over the limit: {', '.join(too_much)}")
