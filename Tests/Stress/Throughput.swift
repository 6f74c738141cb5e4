import ArgumentParser
import Availability
import Booking
import BookingStore
import EmbeddedServer
import Foundation
import Postgres
import TestSupport

/// How many bookings a second are held and confirmed through the store, beside `pgbench` with the same functions, and with
/// the least that keeps a slot from being sold twice; on one server in one run, each commit on the disk.
struct Throughput: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Hold and confirm as fast as it goes, through the store and through pgbench.")

    @Option(help: "How long each run is.")
    var seconds = 5

    @Option(help: "How many rounds; the best of each counts, for what else the machine does only ever slows it.")
    var rounds = 3

    func run() throws {
        let server = try OwnServer("fsync = on\nsynchronous_commit = on\nfull_page_writes = on\n")
        let database = server.database
        try StressPractice.makeLarge(in: database)
        var owner = try database.connect(session: .patient)
        try owner.run(script: BarePractice.content, named: "make the bare practice")
        var era = Era()
        for connections in [1, 2, 8] {
            var (store, functions, bare) = (0.0, 0.0, 0.0)
            for _ in 0..<rounds {
                bare = max(bare, try bench(database, BarePractice.script, connections, era.take(connections)))
                functions = max(functions, try bench(database, Self.script, connections, era.take(connections)))
                store = max(store, try work(database, connections, era.take(connections)))
            }
            print(
                """
                \(connections) connections, bookings a second: store \(Int(store)), \
                its functions by pgbench \(Int(functions)) (\(percent(store, functions))), \
                bare constraints by pgbench \(Int(bare)) (\(percent(store, bare)))
                """)
        }
    }

    private func percent(_ part: Double, _ whole: Double) -> String { "\(Int((100 * part / whole).rounded())) %" }

    /// Each connection of each run books at times of its own, so that nobody meets anybody.
    struct Era {
        /// Enough for four million bookings.
        static let length = 100_000 * 3600
        private var next = 555_556 * 3600

        mutating func take(_ connections: Int) -> Int {
            defer { next += connections * Self.length }
            return next
        }
    }

    private static let script = """
        \\set n :n + 1
        \\set who 1 + (:n + 7 * :client_id) % \(StressPractice.manyTherapists)
        \\set place 1 + (:n + 5 * :client_id) % \(StressPractice.manyRooms)
        \\set start :era + :client_id * \(Era.length) + :n / \(StressPractice.manyRooms) * 3600
        select coalesce((a.booking).reference, '') as reference
        from hold(md5(:start || '/' || :n)::uuid, 1, :who, :place, to_timestamp(:start), 1, 'a', 'b') a \\gset
        select announce();
        select (confirm(md5(:reference)::uuid, :reference, null, 'a', 'b')).outcome;
        select announce();

        """

    private func bench(_ database: TestDatabase, _ script: String, _ connections: Int, _ era: Int) throws -> Double {
        let folder = try TemporaryFolder()
        let file = "\(folder.path)/book.sql"
        try script.write(toFile: file, atomically: true, encoding: .utf8)
        let keywords = database.keywords
        let outcome = try ClientPrograms.find(reading: 15).run(
            "pgbench",
            [
                "--no-vacuum", "--protocol=prepared", "--client=\(connections)", "--jobs=\(min(connections, 2))",
                "--time=\(seconds)", "--file=\(file)", "--define=n=0", "--define=era=\(era)",
                "--host=\(keywords["host"] ?? "")", "--username=\(keywords["user"] ?? "")", database.name,
            ], environment: ["PGOPTIONS": "-c search_path=touchbase,public"])
        let line = outcome.output.split(separator: "\n").first { $0.hasPrefix("tps = ") }
        guard let rate = line?.split(separator: " ").dropFirst(2).first.flatMap({ Double($0) }) else {
            throw CocoaError(.executableLoad, userInfo: ["output": outcome.output])
        }
        return rate
    }

    /// A process for each connection, as desks are.
    private func work(_ database: TestDatabase, _ connections: Int, _ era: Int) throws -> Double {
        let desks = try (0..<connections).map { number in
            try ChildProcess(
                "/proc/self/exe",
                [
                    "book", "--database", database.url, "--seconds", "\(seconds)", "--start",
                    "\(era + number * Era.length)", "--number", "\(number)",
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
    /// When its first booking begins, in seconds since 1970.
    @Option var start: Int64
    /// Which of them it is.
    @Option var number: Int

    func run() throws {
        var store = try Store(try ConnectionParameters(database))
        let desk = Desk(staff: "a", terminal: "b")
        let begin = ContinuousClock.now
        var count = 0
        while .now < begin + .seconds(seconds) {
            let held = try store.perform(Intent(hold(1 + count), by: desk))
            _ = try store.perform(Intent(.confirm(held.reference, customer: nil), by: desk))
            count += 1
        }
        print(Double(count) / ((.now - begin) / .seconds(1)))
    }

    /// No two desks are at the same therapist or room at once, or they would go on waiting for each other for good.
    private func hold(_ count: Int) -> Intent.Action {
        .hold(
            service: ServiceID(rawValue: 1),
            therapist: TherapistID(rawValue: Int32(1 + (count + 7 * number) % StressPractice.manyTherapists)),
            room: RoomID(rawValue: Int32(1 + (count + 5 * number) % StressPractice.manyRooms)),
            start: Instant(secondsSinceEpoch: start + Int64(count / StressPractice.manyRooms * 3600)),
            customer: CustomerID(rawValue: 1))
    }
}
