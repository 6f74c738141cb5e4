import ArgumentParser
import Postgres
import TestSupport

/// Many desks against one database, with sessions and whole processes killed under them; then everything that each was
/// told is held against what the database witnessed.
@main struct StressProgram: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "touchbase-stress",
        abstract: "Drive many desks through random holds, confirms, cancels and moves, and check what became of them.",
        subcommands: [Drill.self, Throughput.self, DeskAtWork.self, BusyDesk.self], defaultSubcommand: Drill.self)
}

/// The whole exercise: a database, desks as processes of their own, whatever kills them, and the verdict.
struct Drill: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "run", abstract: "The whole exercise.")

    @Option(help: "What the desks do, and who is killed when, follows from this number.")
    var seed: UInt64 = 1

    @Option(help: "How long the desks work.")
    var seconds = 60

    @Option(help: "How many desks work at once.")
    var desks = 32

    @Option(help: "99 of 100 losers must know within so many milliseconds; 0: however long it takes.")
    var loserLimit = 250

    func run() throws {
        let database = try StressPractice.make()
        let folder = try TemporaryFolder()
        var chaos = Chaos(database, journals: folder.path, seed: seed, desks: desks, seconds: seconds)
        try chaos.run()
        var verdict = try Verdict(database, entries: Journal.entries(in: folder.path))
        try verdict.judge(loserLimit: loserLimit)
        print("seed \(seed), \(desks) desks, \(seconds) s")
        print(chaos.summary)
        print(verdict.text)
        if !verdict.isGood { throw ExitCode.failure }
    }
}
