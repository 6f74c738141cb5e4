import Glibc
import TestSupport

/// A mail server that does one thing wrong, in a process of its own.
final class FaultyMailServer {
    private let program: ChildProcess
    let port: String

    /// - Parameters:
    ///   - moment: where it goes wrong: `greeting`, `EHLO`, `MAIL`, `RCPT`, `DATA`, or `.` after the mail.
    ///   - answer: what it says there; `drop` ends the connection, `stall` says nothing more, and `drop` after an answer
    ///     ends it then.
    init(_ moment: String, _ answer: String) throws {
        program = try ChildProcess("/usr/bin/python3", ["-c", Self.script, moment, answer])
        port = try program.readLine()
    }

    func stop() { program.signal(SIGKILL) }

    var url: String { "smtp://127.0.0.1:\(port)?tls=none" }

    private static let script = """
        import socket, sys
        moment, fault = sys.argv[1:]
        usual = {'greeting': '220 test ESMTP', 'DATA': '354 go ahead', '.': '250 2.0.0 Ok: queued as 4F1B2', 'QUIT': '221 bye'}
        listener = socket.create_server(('127.0.0.1', 0))
        print(listener.getsockname()[1], flush=True)

        def answers(lines, now):
            answer = fault if now == moment else usual.get(now, '250 ok')
            if answer == 'stall': lines.read()
            text, _, drop = answer.partition('drop')
            if text: lines.write(text.strip().encode() + b'\\r\\n')
            return answer != 'stall' and not drop

        while True:
            lines = listener.accept()[0].makefile('rwb', buffering=0)
            try:
                going = answers(lines, 'greeting')
                while going:
                    verb = lines.readline()[:4].decode().upper()
                    if not verb: break
                    going = answers(lines, verb)
                    if going and verb == 'DATA' and (moment != 'DATA' or fault.startswith('354')):
                        while lines.readline() not in (b'.\\r\\n', b''): pass
                        going = answers(lines, '.')
            except ConnectionError: pass
            lines.close()
        """
}
