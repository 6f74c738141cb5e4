import Mail
import TestSupport
import Testing

struct SMTPServerTests {
    @Test func `STARTTLS on the submission port is what smtp means`() throws {
        let server = try SMTPServer(url: "smtp://desk%40practice.example@mail.example.com")
        #expect(server.host == "mail.example.com")
        #expect(server.port == 587)
        #expect(server.user == "desk@practice.example")
        #expect(server.security == .startTLS)
        #expect(server.authorities == nil)
    }

    @Test func `TLS at once is what smtps means`() throws {
        let server = try SMTPServer(url: "SMTPS://[2001:db8::25]:4650/?ca=/etc/our%20own.pem&tls=required")
        #expect(server.host == "2001:db8::25")
        #expect(server.port == 4650)
        #expect(server.user == nil)
        #expect(server.security == .tls)
        #expect(server.authorities == "/etc/our own.pem")
        #expect(server.description == "[2001:db8::25]:4650")
    }

    @Test(arguments: ["localhost", "LocalHost", "127.0.0.1", "127.8.9.10", "[::1]", "[0:0:0:0:0:0:0:1]"])
    func `only this machine may have mail without TLS`(host: String) throws {
        #expect(try SMTPServer(url: "smtp://\(host):1025?tls=none").security == .none)
    }

    @Test(arguments: [
        "mail.example.com", "10.0.0.1", "128.0.0.1", "[::2]", "[::ffff:10.0.0.1]", "localhost.example.com",
        "127.example.com",
    ])
    func `another machine may not`(host: String) {
        #expect(throws: SMTPServerError.tlsRequired) { try SMTPServer(url: "smtp://\(host)?tls=none") }
    }

    @Test(arguments: [
        ("", SMTPServerError.scheme),
        ("mail.example.com", .scheme),
        ("http://mail.example.com", .scheme),
        ("smtp://", .host),
        ("smtp://:25", .host),
        ("smtp://user@", .host),
        ("smtp://127.1", .host),
        ("smtp://2130706433", .host),
        ("smtp://mail..example.com", .host),
        ("smtp://mail%2Eexample.com", .host),
        ("smtp://[::1", .host),
        ("smtp://[::1]x", .host),
        ("smtp://[127.0.0.1]", .host),
        ("smtp://mail.example.com:", .port),
        ("smtp://mail.example.com:0", .port),
        ("smtp://mail.example.com:65536", .port),
        ("smtp://mail.example.com:+25", .port),
        ("smtp://mail.example.com/path", .path),
        ("smtp://mail.example.com#x", .path),
        ("smtp://@mail.example.com", .user),
        ("smtp://a%0D%0Ab@mail.example.com", .user),
        ("smtp://a%zz@mail.example.com", .user),
        ("smtp://user:hunter2@mail.example.com", .passwordInURL),
        ("smtp://user:@mail.example.com", .passwordInURL),
        ("smtp://user:hunter2@mail@example.com", .passwordInURL),
        ("smtp://mail.example.com?tls=maybe", .option),
        ("smtp://mail.example.com?tls", .option),
        ("smtp://localhost?tls=none&tls=required", .option),
        ("smtp://mail.example.com?ca=relative.pem", .option),
        ("smtp://mail.example.com?verify=no", .option),
        ("smtps://localhost?tls=none", .tlsRequired),
        ("smtp://mail.example.com\r\nDATA", .characters),
        ("smtp://bücher.example", .characters),
    ])
    func `what is no mail server is refused, with the cure`(url: String, reason: SMTPServerError) {
        #expect(throws: reason) { try SMTPServer(url: url) }
    }

    @Test(arguments: [
        "smtp://user:hunter2@mail.example.com", "smtp://user:hunter2/x@mail.example.com",
        "smtp://user:hunter2?x@mail.example.com",
        "smtp://user:hunter2#x@mail.example.com", "smtp://user:hunter2", "smtp//user:hunter2@mail.example.com",
    ])
    func `no error repeats a password, wherever it stood`(url: String) {
        let error = #expect(throws: SMTPServerError.self) { try SMTPServer(url: url) }
        #expect(error.map { "\($0)" }?.contains("hunter2") == false)
    }

    @Test func `a password in the URL is answered with where it belongs`() {
        #expect("\(SMTPServerError.passwordInURL)".contains("smtp_password_file"))
        #expect("\(SMTPServerError.passwordMissing)".contains("SMTP_PASSWORD_FILE"))
    }

    @Test func `a user without a password, and a password without a user, are refused`() throws {
        let folder = try TemporaryFolder()
        let password = try Password(file: folder.write("secret", to: "password", mode: 0o600))
        #expect(throws: SMTPServerError.passwordMissing) {
            _ = try SMTPTransport(SMTPServer(url: "smtp://desk@mail.example.com"), password: nil)
        }
        #expect(throws: SMTPServerError.userMissing) {
            _ = try SMTPTransport(SMTPServer(url: "smtp://mail.example.com"), password: password)
        }
    }
}
