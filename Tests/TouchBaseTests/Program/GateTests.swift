import Foundation
import TestSupport
import Testing

@testable import touchbase

/// The one gate for all that is shown or printed: whatever bytes come in by arguments, environment and files, what comes
/// out is text.
final class GateTests {
    private let folder: TemporaryFolder
    private let program: Program

    init() throws {
        folder = try TemporaryFolder()
        program = try Program(home: folder.path)
    }

    /// Bytes that steer terminals, hide and turn text, are no UTF-8, or are any; none of them NUL, which no argument has.
    private static func hostileBytes(_ seed: Int) -> [UInt8] {
        var dice = SeededGenerator(seed: UInt64(seed))
        let pieces: [[UInt8]] =
            [
                "\u{1B}]0;PWNED\u{7}", "\u{1B}[2J\u{1B}[31;7777m", "\u{9B}7777n", "\u{90}q\u{9C}", "\u{202E}txet",
                "\u{2066}", "a\u{200D}\u{200B}\u{FEFF}", "e" + String(repeating: "\u{301}", count: 60), "\r\n.\r\n",
                "\u{7F}\u{8}", "'\"\\{}$(id)`", "李小龍👩‍👩‍👧", "\u{E0041}", "plain", "\u{FFFE}\u{E000}", "=", "#", "\t",
                String(repeating: "W", count: 300),
            ].map { Array($0.utf8) } + [
                [0xFF, 0xFE], [0xC3], [0x9B, 0x33, 0x31, 0x6D], [0xED, 0xA0, 0x80], [0xF0, 0x9F],
            ]
        let any = (0..<8).map { _ in UInt8.random(in: 1...255, using: &dice) }
        return Array((pieces + [any]).shuffled(using: &dice).prefix(5).joined())
    }

    /// Where bytes come in: words of a shell command, in which `$H` is the hostile text.
    private static let entrances = [
        "slots \"$H\"", "\"$H\"", "slots Swedish --from \"$H\"", "explain \"$H\" \"$H\"", "show \"$H\"", "day \"$H\"",
        "day \"--$H\"", "book \"$H\" Swedish \(Fixture.at("10:00")) --name \"$H\"",
        "book jo@example.com Swedish \(Fixture.at("10:00")) --name \"$H\" --phone \"$H\"",
        "hold Swedish \(Fixture.at("11:00")) --room \"$H\"", "confirm \"$H\" --customer \"$H\"",
        "cancel 222222 --reason \"$H\"",
        "mail resend \"$H\"", "practice import \"$H\"", "db restore \"$H\"", "mail run --once",
    ]
    /// Settings that carry it, each in the environment of a command that says much.
    private static let settings = [
        "TOUCHBASE_STAFF", "TOUCHBASE_TERMINAL", "TOUCHBASE_THEME", "SMTP_URL", "SMTP_PASSWORD_FILE", "DATABASE_URL",
        "TOUCHBASE_PG_BIN", "TERM", "LC_ALL", "USER",
    ]
    /// Files in the data folder that carry it.
    private static let files = [
        ("config.toml", "staff = \"$H\"\n[mail]\nfrom = \"$H\"\n$H = 1\n"), ("config.toml", "$H"),
        ("practice.toml", "[practice]\nbrand = \"$H\"\n[[service]]\nname = \"$H\"\nprice = \"$H\"\n$H"),
    ]

    @Test(arguments: 0..<2)
    func `whatever comes in by arguments, what comes out is text`(seed: Int) throws {
        for (number, words) in Self.entrances.enumerated() {
            try expectText(from: "\"$0\" \(words)", Self.hostileBytes(seed * 1000 + number))
        }
    }

    @Test(arguments: 0..<1)
    func `whatever the environment says, what comes out is text`(seed: Int) throws {
        for (number, name) in Self.settings.enumerated() {
            try expectText(from: "\(name)=\"$H\" \"$0\" doctor", Self.hostileBytes(seed * 1000 + 500 + number))
        }
    }

    @Test(arguments: 0..<2)
    func `whatever stands in a file, what comes out is text`(seed: Int) throws {
        for (number, (name, text)) in Self.files.enumerated() {
            let hostile = Self.hostileBytes(seed * 1000 + 700 + number)
            let parts = text.components(separatedBy: "$H").map { Array($0.utf8) }
            let path = "\(folder.path)/\(name)"
            try Data(parts.joined(separator: hostile)).write(to: URL(filePath: path))
            try expectText(from: "\"$0\" practice import '\(path)'", hostile)
            try FileManager.default.removeItem(atPath: path)
        }
    }

    /// Runs it as it stands and with `--json`.
    private func expectText(from script: String, _ hostile: [UInt8]) throws {
        let octal = hostile.map { "\\" + String($0, radix: 8).leftPadded(to: 3) }.joined()
        for form in ["", " --json"] {
            // The point keeps the shell from dropping line ends that the text ends with.
            let shell = try ChildProcess(
                "/bin/sh", ["-c", "H=$(printf '\(octal).'); { \(script)\(form); } 2>&1 | base64 -w0", program.path],
                environment: program.environment)
            let outcome = try shell.finish(within: .seconds(60))
            let bytes = try #require(Data(base64Encoded: outcome.output))
            let text = try #require(String(validating: bytes, as: UTF8.self), "\(script): no UTF-8")
            #expect(Self.offences(text) == [], "\(script)\(form): \(text.debugDescription)")
        }
    }

    /// What of `text` would do something else in a terminal than show itself.
    private static func offences(_ text: String) -> [String] {
        text.unicodeScalars.filter { scalar in
            let category = scalar.properties.generalCategory
            return category == .control && scalar != "\n" || category == .format
        }.map { "U+\(String($0.value, radix: 16))" }
    }
}

extension String {
    fileprivate func leftPadded(to length: Int) -> String {
        String(repeating: "0", count: max(0, length - count)) + self
    }
}
