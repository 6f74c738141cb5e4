import Foundation
import Glibc
import TestSupport
import Testing

/// aiosmtpd of Debian, in a process of its own, that says of each mail that it has taken its Message-ID and a sum of its
/// bytes.
final class MailSink {
    struct Mail: Hashable {
        let messageID: String
        let sum: String
    }

    private let program: ChildProcess
    let url: String

    init() throws {
        program = try ChildProcess("/usr/bin/python3", ["-c", Self.script])
        url = "smtp://127.0.0.1:\(try program.readLine())?tls=none"
    }

    /// The next mail that it took.
    func mail() throws -> Mail {
        let words = try program.readLine().split(separator: " ")
        return Mail(messageID: String(words[0]), sum: String(words[1]))
    }

    /// Ends it, and gives the mails that were not read before.
    func rest() throws -> [Mail] {
        program.signal(SIGKILL)
        return try program.finish().output.split(separator: "\n").map { line in
            let words = line.split(separator: " ")
            return Mail(messageID: String(words[0]), sum: String(words[1]))
        }
    }

    private static let script = """
        import asyncio, email, hashlib
        from aiosmtpd.smtp import SMTP

        class Handler:
            async def handle_DATA(self, server, session, envelope):
                mail = email.message_from_bytes(envelope.content)
                print(mail['Message-ID'], hashlib.sha256(envelope.content).hexdigest()[:16], flush=True)
                return '250 2.0.0 Ok: queued as 4F1B2'

        async def main():
            loop = asyncio.get_running_loop()
            server = await loop.create_server(lambda: SMTP(Handler(), loop=loop), '127.0.0.1', 0)
            print(server.sockets[0].getsockname()[1], flush=True)
            await server.serve_forever()

        asyncio.run(main())
        """
}
