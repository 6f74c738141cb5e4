import BookingStore
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

    @Test func `an empty practice offers the sample, and opens with it`() throws {
        let desk = try DeskTerminal(program)
        try desk.see("This practice is empty")
        desk.type("x\n")
        desk.type("s\n")
        try desk.see("Three keys to begin with")
        desk.type("\n")
        try desk.see("Ana Ruiz")
        desk.type("q")
        #expect(try desk.finish() == 0)
    }

    @Test func `an empty practice tells how to import one's own`() throws {
        let desk = try DeskTerminal(program)
        try desk.see("This practice is empty")
        #expect(desk.isGivenBack)
        desk.type("i\n")
        try desk.see("touchbase practice import practice.toml")
        #expect(try desk.finish() == 0)
    }

    @Test func `an empty folder is enough: the private server is made, and gone when the desk is left`() throws {
        let alone = Program(home: folder.path, database: nil)
        let desk = try DeskTerminal(alone)
        try desk.see("This practice is empty", within: .seconds(60))
        desk.type("s\n")
        try desk.see("Three keys to begin with")
        desk.type("\n")
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
