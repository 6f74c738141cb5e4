import Booking
import EmbeddedServer
import Foundation
import Glibc
import TestSupport
import Testing

@testable import touchbase

struct OfficeTests {
    @Test func `a private server that died is started again by the one who reconnects`() throws {
        let folder = try TemporaryFolder()
        var office = try Office.open(try Settings(environment: ["TOUCHBASE_HOME": folder.path]))
        guard case .running(let server) = try EmbeddedServer(home: folder.path).status() else {
            Issue.record("an office is open, and no server runs")
            return
        }
        kill(server.process, SIGKILL)
        // Its last breaths may still answer the first try, as they may a user's.
        let deadline = ContinuousClock.now + .seconds(30)
        while (try? office.reconnect()) == nil, ContinuousClock.now < deadline { usleep(20_000) }
        let catalog = try office.readPractice().catalog
        #expect(catalog.services.isEmpty)
        try office.close()
    }

    @Test func `several first commands at once all find one migrated server`() throws {
        let folder = try TemporaryFolder()
        let program = Program(home: folder.path, database: nil)
        let commands = try (0..<6).map { _ in try program.start(["mail", "list", "--json"]) }
        for command in commands {
            let outcome = try command.finish(within: .seconds(120))
            #expect(outcome.status == 0, "\(outcome.output)\(outcome.errorOutput)")
        }
    }
}
