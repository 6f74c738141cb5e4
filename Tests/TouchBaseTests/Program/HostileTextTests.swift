import Foundation
import TestSupport
import Testing

/// What is stored reaches no terminal as anything but text.
struct HostileTextTests {
    /// Right-to-left override, zero-width joiner, C1 control sequence introducer.
    private static let name = "Eve\u{202E}gnp\u{200D}\u{9B}31m \"quoted\" \\"

    @Test func `a name with control characters is refused, and nothing stays held`() throws {
        let folder = try TemporaryFolder()
        let program = try Program(home: folder.path)
        let refused = try program.run(
            "book", "eve@example.com", "Swedish", Fixture.at("10:00"), "--name", "Eve\u{1B}]0;pwned\u{7}", "--json")
        #expect(refused.status == 65)
        #expect(try refused.error()["code"] as? String == "invalid")
        #expect(try program.run("hold", "Swedish", Fixture.at("10:00")).status == 0)
    }

    @Test func `marks that turn or hide text are not stored`() throws {
        let folder = try TemporaryFolder()
        let program = try Program(home: folder.path)
        let name = Self.name.replacing("\u{9B}", with: "")
        let booked = try program.run("book", "eve@example.com", "Swedish", Fixture.at("10:00"), "--name", name)
        #expect(booked.status == 0)
        #expect(booked.output.contains("Evegnp31m"))
        let day = try program.run("day", Fixture.date, "--json")
        for output in [booked.output, day.output] {
            #expect(!output.unicodeScalars.contains { $0.properties.generalCategory == .format || $0.value == 0x9B })
        }
        let columns = try #require(try day.json()["columns"] as? [[String: Any]])
        let customers = columns.compactMap { $0["bookings"] as? [[String: Any]] }.joined()
            .compactMap { ($0["customer"] as? [String: Any])?["name"] as? String }
        #expect(customers.map { Array($0.unicodeScalars) } == [Array("Evegnp31m \"quoted\" \\".unicodeScalars)])
    }

    @Test(arguments: [["\u{1B}[31mbogus"], ["slots", "a", "\u{1B}[31mb"], ["day", "--\u{1B}[31mx"]])
    func `what the command line says wrong is echoed as text`(arguments: [String]) throws {
        let folder = try TemporaryFolder()
        let refused = try Program(home: folder.path, database: nil).run(arguments)
        #expect(refused.status == 64)
        #expect(refused.errorOutput.contains("[31m") && !refused.errorOutput.unicodeScalars.contains("\u{1B}"))
    }

    @Test func `a name that nobody can see is refused in plain words`() throws {
        let folder = try TemporaryFolder()
        let program = try Program(home: folder.path)
        let refused = try program.run(
            "book", "eve@example.com", "Swedish", Fixture.at("10:00"), "--name", "\u{200B}\u{2060}")
        #expect(refused.status == 65)
        #expect(refused.errorOutput == "A name is one line of at most 200 characters with something visible in it.\n")
    }

    @Test(arguments: [
        (
            "\"$0\" book eve@example.com Swedish \(Fixture.at("10:00")) --name \"$H\"", Int32(64),
            "Argument 6 is not UTF-8 text"
        ),
        ("\"$0\" db backup \"$TOUCHBASE_HOME/$H\"", 64, "Argument 3 is not UTF-8 text"),
        ("TOUCHBASE_STAFF=\"$H\" \"$0\" day", 65, "TOUCHBASE_STAFF cannot be used: it is not UTF-8 text."),
        ("TOUCHBASE_HOME=\"/tmp/$H\" \"$0\" day", 65, "TOUCHBASE_HOME cannot be used: it is not UTF-8 text."),
        ("\"$0\" slots \"$(printf '%5000s' x)\"", 64, "Argument 2 is longer than 4096 bytes."),
    ])
    func `what is no text, or too long for any, is refused where it comes in`(
        script: String, status: Int32, words: String
    ) throws {
        let folder = try TemporaryFolder()
        let program = try Program(home: folder.path)
        let shell = try ChildProcess(
            "/bin/sh", ["-c", "H=$(printf 'Zo\\353'); \(script)", program.path], environment: program.environment)
        let outcome = try shell.finish(within: .seconds(60))
        #expect(outcome.status == status && outcome.errorOutput.contains(words), "\(outcome.errorOutput)")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(names == ["practice.toml"], "\(names)")
    }

    @Test func `arguments are echoed as text`() throws {
        let folder = try TemporaryFolder()
        let program = try Program(home: folder.path)
        let refused = try program.run("slots", "\u{1B}[2Jgone\u{202E}")
        #expect(refused.status == 65)
        #expect(!refused.errorOutput.unicodeScalars.contains { $0.value == 0x1B || $0.value == 0x202E })
    }
}
