"""A real mail server on a loopback port of the system's choice.

Arguments: plain | starttls | smtps, then the certificate and its key, then a user and a password ("" for none).
Says its port on the first line, then one JSON object for each mail. Ends when its standard input does.
"""
import asyncio
import base64
import json
import queue
import ssl
import sys
import threading

from aiosmtpd.smtp import SMTP, AuthResult

mode, certificate, key, user, password = sys.argv[1:6]
lines = queue.SimpleQueue()


def say_lines():
    """On a thread of its own: a reader that is late must not stop the server."""
    while True:
        print(lines.get(), flush=True)


class Handler:
    async def handle_DATA(self, server, session, envelope):
        mail = {
            "sender": envelope.mail_from,
            "recipients": envelope.rcpt_tos,
            "content": base64.b64encode(envelope.content).decode(),
            "hello": session.host_name,
            "encrypted": session.ssl is not None or mode == "smtps",
            "authenticated": bool(session.authenticated),
            "connection": session.peer[1],
        }
        lines.put(json.dumps(mail))
        return "250 2.0.0 Ok: queued as A1B2C3"


def authenticate(server, session, envelope, mechanism, data):
    known = data.login == user.encode() and data.password == password.encode()
    return AuthResult(success=known, handled=False)


async def main():
    tls = None
    if certificate:
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(certificate, key)

    def connection():
        return SMTP(
            Handler(),
            enable_SMTPUTF8=True,
            tls_context=tls if mode == "starttls" else None,
            require_starttls=mode == "starttls",
            authenticator=authenticate if user else None,
            auth_required=bool(user),
            auth_require_tls=mode == "starttls",
        )

    loop = asyncio.get_running_loop()
    server = await loop.create_server(connection, "127.0.0.1", 0, ssl=tls if mode == "smtps" else None)
    lines.put(server.sockets[0].getsockname()[1])
    await loop.run_in_executor(None, sys.stdin.read)


threading.Thread(target=say_lines, daemon=True).start()
asyncio.run(main())
