import ArgumentParser
import Availability
import Booking
import BookingStore
import EmbeddedServer
import Foundation
import Postgres
import TestSupport

/// How many bookings a second are held and confirmed through the store, beside `pgbench` with the same functions on the
/// same server in the same run.
struct Throughput: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Hold and confirm as fast as it goes, through the store and through pgbench.")

    @Option(help: "How long each of the two runs.")
    var seconds = 5

    @Option(help: "How many rounds; the best of each counts, for what else the machine does only ever slows it.")
    var rounds = 3

    func run() throws {
        let database = try StressPractice.make(withWitness: false)
        let folder = try TemporaryFolder()
        let script = "\(folder.path)/book.sql"
        try Self.script.write(toFile: script, atomically: true, encoding: .utf8)
        for connections in [1, 2, 8] {
            var (store, pgbench) = (0.0, 0.0)
            for _ in 0..<rounds {
                pgbench = max(pgbench, try bench(database, script, connections))
                store = max(store, try work(database, connections))
            }
            let ratio = Int((100 * store / pgbench).rounded())
            print(
                "\(connections) connections: store \(Int(store)), pgbench \(Int(pgbench)) bookings a second: \(ratio) %"
            )
        }
    }

    /// The starts are hours of some thousand years, so that bookings hardly ever meet.
    static let hours = 10_000_000

    private static let script = """
        \\set who random(1, \(StressPractice.therapists))
        \\set hour random(1, \(hours))
        select coalesce((a.booking).reference, '') as reference
        from hold(gen_random_uuid(), 1, :who, :who, to_timestamp(1800000000 + :hour::bigint * 3600), 1, 'a', 'b') a \\gset
        select (confirm(gen_random_uuid(), :reference, null, 'a', 'b')).outcome;

        """

    private func bench(_ database: TestDatabase, _ script: String, _ connections: Int) throws -> Double {
        let keywords = database.keywords
        let outcome = try ClientPrograms.find(reading: 15).run(
            "pgbench",
            [
                "--no-vacuum", "--protocol=prepared", "--client=\(connections)", "--time=\(seconds)",
                "--file=\(script)",
                "--host=\(keywords["host"] ?? "")", "--username=\(keywords["user"] ?? "")", database.name,
            ], environment: ["PGOPTIONS": "-c search_path=touchbase,public"])
        let line = outcome.output.split(separator: "\n").first { $0.hasPrefix("tps = ") }
        guard let rate = line?.split(separator: " ").dropFirst(2).first.flatMap({ Double($0) }) else {
            throw CocoaError(.executableLoad, userInfo: ["output": outcome.output])
        }
        return rate
    }

    /// A process for each connection, as desks are.
    private func work(_ database: TestDatabase, _ connections: Int) throws -> Double {
        let desks = try (0..<connections).map { number in
            try ChildProcess(
                "/proc/self/exe",
                [
                    "book", "--database", database.url, "--seconds", "\(seconds)", "--seed",
                    "\(Journal.now + Int64(number))",
                ],
                environment: ["LC_ALL": "C.UTF-8"])
        }
        let rates = try desks.map { Double(try $0.readLine(within: .seconds(120))) ?? 0 }
        for desk in desks { _ = try desk.finish() }
        return rates.reduce(0, +)
    }
}

/// One desk of a `Throughput`: books for so many seconds, and prints how many bookings a second that were.
struct BusyDesk: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "book", shouldDisplay: false)

    @Option var database: String
    @Option var seconds: Int
    @Option var seed: UInt64

    func run() throws {
        var store = try Store(try ConnectionParameters(database))
        var dice = SeededGenerator(seed: seed)
        let desk = Desk(staff: "a", terminal: "b")
        let start = ContinuousClock.now
        var count = 0
        while .now < start + .seconds(seconds) {
            let who = Int32(dice.int(1...StressPractice.therapists))
            let hold = Intent.Action.hold(
                service: ServiceID(rawValue: 1), therapist: TherapistID(rawValue: who), room: RoomID(rawValue: who),
                start: Instant(secondsSinceEpoch: 1_800_000_000 + Int64(dice.int(1...Throughput.hours)) * 3600),
                customer: CustomerID(rawValue: 1))
            guard let held = try? store.perform(Intent(hold, by: desk)) else { continue }
            _ = try store.perform(Intent(.confirm(held.reference, customer: nil), by: desk))
            count += 1
        }
        print(Double(count) / ((.now - start) / .seconds(1)))
    }
}
