import Foundation
import TestSupport
import Testing

/// aiosmtpd of Debian, in a process of its own; each mail comes out as one line of JSON.
final class MailServer {
    let port: Int
    private let program: ChildProcess

    init() throws {
        program = try ChildProcess("/usr/bin/python3", ["-c", Self.script])
        port = try #require(Int(program.readLine()))
    }

    var url: String { "smtp://127.0.0.1:\(port)?tls=none" }

    /// The text of the next mail, headers and all.
    func mail() throws -> String {
        try JSONDecoder().decode([String].self, from: Data(program.readLine().utf8))[0]
    }

    private static let script = """
        import asyncio, json
        from aiosmtpd.smtp import SMTP

        class Handler:
            async def handle_DATA(self, server, session, envelope):
                print(json.dumps([envelope.content.decode()]), flush=True)
                return '250 2.0.0 Ok: queued as 4F1B2'

        async def main():
            loop = asyncio.get_running_loop()
            server = await loop.create_server(lambda: SMTP(Handler(), loop=loop), '127.0.0.1', 0)
            print(server.sockets[0].getsockname()[1], flush=True)
            await server.serve_forever()

        asyncio.run(main())
        """
}

/// A mail server that says nothing more: from the beginning, or once it has all of a mail.
final class SilentMailServer {
    private let program: ChildProcess
    let url: String

    init(afterTheMail: Bool) throws {
        program = try ChildProcess("/usr/bin/python3", ["-c", Self.script, afterTheMail ? "." : ""])
        url = "smtp://127.0.0.1:\(try program.readLine())?tls=none"
    }

    private static let script = """
        import socket, sys
        listener = socket.create_server(('127.0.0.1', 0))
        print(listener.getsockname()[1], flush=True)
        held = []
        while True:
            connection, _ = listener.accept()
            held.append(connection)
            if not sys.argv[1]: continue
            lines = connection.makefile('rwb', buffering=0)
            lines.write(b'220 test ESMTP\\r\\n')
            for line in lines:
                if line == b'.\\r\\n': break
                if line.upper().startswith(b'DATA'): lines.write(b'354 go ahead\\r\\n')
                elif line[:4].upper() in (b'EHLO', b'MAIL', b'RCPT'): lines.write(b'250 ok\\r\\n')
            held.append(lines)
        """
}
