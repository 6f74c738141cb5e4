import BookingStore
import Foundation
import Postgres
import TestSupport
import Testing

/// The real binary with a practice that has nothing in it.
final class FirstRunTests {
    private let folder: TemporaryFolder
    private let program: Program

    init() throws {
        folder = try TemporaryFolder()
        let template = try TestCluster.shared().template("nothing in it") { connection in
            _ = try Migrator.migrate(&connection)
        }
        program = Program(home: folder.path, database: try TestCluster.shared().database(from: template).url)
    }

    @Test func `an empty practice offers the sample, and is filled by one key`() throws {
        let desk = try DeskTerminal(program)
        try desk.see("Welcome to TouchBase")
        try desk.see("Once it is filled")
        desk.type("s")
        try desk.see("Ana Ruiz")
        try desk.see("n books, x cancels, F1 helps.")
        desk.type("q")
        #expect(try desk.finish() == 0)
    }

    @Test func `an empty practice tells how to import one's own, and shows it when that is done`() throws {
        let desk = try DeskTerminal(program)
        try desk.see("touchbase practice import practice.toml")
        let sample = try program.run("practice", "sample").output
        let file = folder.path + "/practice.toml"
        try Data(sample.replacing("Ana Ruiz", with: "Zoe Quist").utf8).write(to: URL(filePath: file))
        #expect(try program.run("practice", "import", file).status == 0)
        try desk.see("Zoe Quist")
        desk.type("q")
        #expect(try desk.finish() == 0)
    }

    @Test func `an empty folder is enough: the private server is made, and gone when the desk is left`() throws {
        let alone = Program(home: folder.path, database: nil)
        let desk = try DeskTerminal(alone)
        try desk.see("Welcome to TouchBase", within: .seconds(60))
        desk.type("s")
        try desk.see("Ana Ruiz")
        desk.type("q")
        #expect(try desk.finish() == 0)
        let end = ContinuousClock.now + .seconds(20)
        var status = ""
        while status != "stopped", .now < end {
            status = try alone.run("db", "status", "--json").json()["status"] as? String ?? ""
        }
        #expect(status == "stopped")
    }
}
