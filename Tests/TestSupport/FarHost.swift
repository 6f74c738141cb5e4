import Foundation
import Glibc
import Synchronization

/// Another host, as a network namespace of its own with one cable to this one, which can be made to swallow everything
/// without a word: a link that is half open. Only root may make one, and `ip` (iproute2) must be there.
public final class FarHost {
    private static let count = Atomic(0)

    private let name: String
    private let (near, far): (String, String)
    /// This host's address on the cable, and the other's.
    public let (here, there): (String, String)

    public init() throws {
        // What one before it was called is not free at once.
        let number = Int(getpid()) + Self.count.add(1, ordering: .relaxed).newValue
        name = "touchbase-\(number)"
        (near, far) = ("tb\(number)a", "tb\(number)b")
        // A network for each process; the last number is the host.
        let network = "10.\(200 + number / 254 % 50).\(1 + number % 254)"
        (here, there) = ("\(network).1", "\(network).2")
        try Self.ip("netns", "add", name)
        try Self.ip("link", "add", near, "type", "veth", "peer", "name", far)
        try Self.ip("link", "set", far, "netns", name)
        try Self.ip("addr", "add", "\(here)/24", "dev", near)
        try Self.ip("link", "set", near, "up")
        try inside("addr", "add", "\(there)/24", "dev", far)
        try inside("link", "set", far, "up")
    }

    deinit {
        // The cable goes with it.
        try? Self.ip("netns", "del", name)
    }

    /// Whether this process may make one.
    public static let isAllowed = (try? FarHost()) != nil

    /// The program and the arguments with which a program is run on the other host.
    public func command(_ path: String) -> (program: String, arguments: [String]) {
        (Self.program, ["netns", "exec", name, path])
    }

    /// From now on all that either host sends goes to an address that nobody has: it is lost, and no error tells so.
    public func swallow() throws {
        let nobody = ["lladdr", "02:00:00:00:00:01", "nud", "permanent"]
        try Self.ip(["neigh", "replace", there, "dev", near] + nobody)
        try inside(["neigh", "replace", here, "dev", far] + nobody)
    }

    public func heal() throws {
        try Self.ip("neigh", "del", there, "dev", near)
        try inside("neigh", "del", here, "dev", far)
    }

    private static var program: String {
        ["/usr/sbin/ip", "/sbin/ip"].first { access($0, X_OK) == 0 } ?? "/usr/bin/ip"
    }

    private func inside(_ words: String...) throws { try inside(words) }

    private func inside(_ words: [String]) throws { try Self.ip(["-n", name] + words) }

    private static func ip(_ words: String...) throws { try ip(words) }

    private static func ip(_ words: [String]) throws {
        let outcome = try ChildProcess(program, words).finish()
        guard outcome.status == 0 else {
            throw CocoaError(.executableLoad, userInfo: ["command": words, "why": outcome.errorOutput])
        }
    }
}
