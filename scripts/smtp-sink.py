"""A mail server for tests: takes every letter on a port of 127.0.0.1 and writes it into a folder, taken apart.

    smtp-sink.py FOLDER PORT

One JSON file a letter: the envelope, the headers as a mail program shows them, the parts as text, and what is wrong with
its form. It is read by Python's own parser, which shares no line with the one that wrote it. Stops at SIGTERM.
"""

import asyncio
import email
import email.policy
import json
import os
import sys
import uuid

from aiosmtpd.smtp import SMTP


def taken_apart(envelope):
    letter = email.message_from_bytes(envelope.content, policy=email.policy.default)
    leaves = [part for part in letter.walk() if not part.is_multipart()]
    defects = [defect for part in letter.walk() for defect in part.defects]
    defects += [defect for value in letter.values() for defect in value.defects]
    return {
        "from": envelope.mail_from,
        "to": envelope.rcpt_tos,
        "headers": [[name, str(value)] for name, value in letter.items()],
        "kind": letter.get_content_type(),
        "parts": [{"kind": part.get_content_type(), "text": text(part)} for part in leaves],
        "defects": [str(defect) for defect in defects],
    }


def text(part):
    return part.get_content() if part.get_content_maintype() == "text" else None


class Folder:
    def __init__(self, path):
        self.path = path

    async def handle_DATA(self, server, session, envelope):
        name = f"{uuid.uuid4()}.json"
        unfinished = os.path.join(self.path, f".{name}")
        with open(unfinished, "w", encoding="utf-8") as file:
            json.dump(taken_apart(envelope), file, ensure_ascii=False)
        os.rename(unfinished, os.path.join(self.path, name))  # whoever looks finds a whole letter or none
        return "250 OK"


async def serve(folder, port):
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(Folder(folder)), "127.0.0.1", port)
    await server.serve_forever()


asyncio.run(serve(sys.argv[1], int(sys.argv[2])))
