import Foundation
import Glibc
import TestSupport
import Testing

/// Exim, Debian's own mail server, as a private instance on a loopback port: with a configuration, a spool and a mailbox of
/// its own, and nobody's rights. The system's one, if there is one, is not touched.
final class Exim {
    private let folder: TemporaryFolder
    private let program: ChildProcess
    let port: Int

    init(certificate: Certificates.Pair) throws {
        folder = try TemporaryFolder()
        port = try Self.freePort()
        // Root's rights would be Exim's own: it then wants the user that its package has made.
        let isRoot = getuid() == 0
        let (user, group) = isRoot ? (65_534, 65_534) : (getuid(), getgid())
        let place = folder.path
        for (file, name) in [(certificate.certificate, "certificate"), (certificate.key, "key")] {
            try FileManager.default.copyItem(atPath: file, toPath: "\(place)/\(name)")
        }
        try Self.configuration(folder: place, port: port, user: user, group: group)
            .write(toFile: "\(place)/configuration", atomically: true, encoding: .utf8)
        for path in [place] + (try FileManager.default.contentsOfDirectory(atPath: place)).map({ "\(place)/\($0)" }) {
            try #require(chown(path, user, group) == 0)
        }
        let command = ["/usr/sbin/exim4", "-C", "\(place)/configuration", "-bdf"]
        let asNobody = ["/usr/bin/setpriv", "--reuid=\(user)", "--regid=\(group)", "--clear-groups"]
        let words = isRoot ? asNobody + command : command
        program = try ChildProcess(words[0], Array(words.dropFirst()))
        try awaitGreeting()
    }

    deinit { program.signal(SIGKILL) }

    /// What it has delivered, once that contains `text`.
    func mailbox(containing text: String) throws -> String {
        let deadline = ContinuousClock.now + .seconds(30)
        while true {
            let mails = (try? String(contentsOfFile: "\(folder.path)/mailbox", encoding: .utf8)) ?? ""
            if mails.contains(text) { return mails }
            try #require(ContinuousClock.now < deadline)
            usleep(20_000)
        }
    }

    private func awaitGreeting() throws {
        let deadline = ContinuousClock.now + .seconds(30)
        while !Self.answers(at: port) {
            try #require(ContinuousClock.now < deadline)
            usleep(20_000)
        }
    }

    private static func answers(at port: Int) -> Bool {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = loopback
        address.sin_port = in_port_t(port).bigEndian
        return withUnsafeBytes(of: &address) { bytes in
            connect(
                descriptor, bytes.assumingMemoryBound(to: sockaddr.self).baseAddress,
                socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
        }
    }

    private static var loopback: sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
        return address
    }

    private static func freePort() throws -> Int {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = loopback
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutableBytes(of: &address) { bytes in
            let address = bytes.assumingMemoryBound(to: sockaddr.self).baseAddress!
            return bind(descriptor, address, length) == 0 && getsockname(descriptor, address, &length) == 0
        }
        try #require(isBound)
        return Int(UInt16(bigEndian: address.sin_port))
    }

    /// Refuses by the recipient's name, and after the mail by its subject.
    private static func configuration(folder: String, port: Int, user: UInt32, group: UInt32) -> String {
        """
        primary_hostname = mta.test
        spool_directory = \(folder)/spool
        exim_user = \(user)
        exim_group = \(group)
        keep_environment =
        local_interfaces = 127.0.0.1
        daemon_smtp_ports = \(port)
        tls_advertise_hosts = *
        tls_certificate = \(folder)/certificate
        tls_privatekey = \(folder)/key
        never_users =
        acl_smtp_rcpt = recipient
        acl_smtp_data = content
        begin acl
        recipient:
          deny message = no such mailbox
               condition = ${if match{$local_part}{^gone}}
          defer message = greylisted, come back later
               condition = ${if match{$local_part}{^later}}
          accept
        content:
          deny message = looks like spam
               condition = ${if match{$h_subject:}{spam}}
          defer message = no room just now
               condition = ${if match{$h_subject:}{full}}
          accept
        begin routers
        all:
          driver = accept
          transport = file
        begin transports
        file:
          driver = appendfile
          file = \(folder)/mailbox
          user = \(user)
          group = \(group)
        """
    }
}
