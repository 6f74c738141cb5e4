import Foundation
import TestSupport
import Testing

/// Where the database's address was given, and what is wrong with it.
final class DatabaseAddressTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test(arguments: [
        (
            "mysql://dana:s3cret@h/x", Int32(65),
            "The database's address in DATABASE_URL cannot be read: it begins with mysql"
        ),
        ("postgres://dana:s3cret@h:54x/x", 65, "in DATABASE_URL cannot be read: its port is no number"),
        ("postgres://dana:s3cret@h/x?sslmode=on", 65, "in DATABASE_URL cannot be read: its sslmode has a value"),
        (
            "postgres://dana:s3cret@127.0.0.1:1/x", 69,
            "does not answer: is the server running? The address is in DATABASE_URL."
        ),
        ("postgres://dana:s3cret@no.such.host.invalid/x", 69, "The address is in DATABASE_URL."),
    ])
    func `the variable is named in each command's complaint, and the password never`(
        address: String, status: Int32, words: String
    ) throws {
        let program = Program(home: folder.path, database: address)
        for command in [["day"], ["db", "status"], ["db", "migrate"], ["mail", "run", "--once"], ["doctor"], []] {
            let outcome = try program.run(command)
            let text = outcome.output + outcome.errorOutput
            #expect(outcome.status == (command == ["doctor"] ? 69 : status), "\(command): \(text)")
            #expect(text.contains(words) && !text.contains("s3cret"), "\(command): \(text)")
        }
    }

    @Test func `the file is named with its line, and the flag`() throws {
        let program = Program(home: folder.path, database: nil)
        try "staff = \"Dana\"\n[database]\nurl = \"s3cret\"\n".write(
            toFile: "\(folder.path)/config.toml", atomically: true, encoding: .utf8)
        let file = try program.run("day", "--json")
        #expect(file.status == 65)
        let message = try #require(try file.error()["message"] as? String)
        #expect(
            message.hasPrefix("The database's address in \(folder.path)/config.toml:3 cannot be read: it is neither"))
        #expect(!message.contains("s3cret"))
        let flag = try program.run("day", "--database", "s3cret")
        #expect(flag.status == 65 && flag.errorOutput.contains("in --database cannot be read"))
        #expect(!flag.errorOutput.contains("s3cret"))
    }

    @Test func `a service that there is not is said to be missing`() throws {
        var program = Program(home: folder.path, database: nil)
        program.environment["PGSERVICE"] = "nowhere"
        let outcome = try program.run("day")
        #expect(outcome.status == 65, "\(outcome.errorOutput)")
        #expect(outcome.errorOutput.contains("in PGSERVICE cannot be read: the service that it names"))
    }
}
