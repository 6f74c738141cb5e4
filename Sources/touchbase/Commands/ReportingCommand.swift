import ArgumentParser
import BookingStore
import Glibc

/// A command that ends in one report, or in one failure.
protocol ReportingCommand: ParsableCommand {
    var common: CommonOptions { get }

    func report(_ settings: Settings, _ console: Console) throws -> any Report
    /// For a command that has something to say without settings, too; others leave it as it is.
    func report(_ console: Console) throws -> any Report
}

extension ReportingCommand {
    func report(_ console: Console) throws -> any Report {
        let settings = try Settings(flags: common.flags)
        return try settings.locating { try report(settings, console) }
    }

    func run() throws {
        try Console(isJSON: common.json).carryOut { try report($0) }
    }
}

extension Console {
    /// Does a command's work and shows what comes of it.
    ///
    /// - Throws: the exit status, unless all went well.
    func carryOut(_ work: (Console) throws -> any Report) throws {
        // A reader that has gone must not end a command between a booking and its mail.
        signal(SIGPIPE, SIG_IGN)
        let status: ExitStatus
        do {
            status = end(with: try work(self))
        } catch {
            let failure = Failure(error, practice: nil)
            show(failure)
            status = failure.status
        }
        if status != .done { throw ExitCode(status.rawValue) }
    }

    private func end(with report: some Report) -> ExitStatus {
        do throws(OutputError) {
            try show(report)
            return report.status
        } catch {
            Console.complain(error.failure)
            return report.status == .done ? error.failure.status : report.status
        }
    }
}

/// A command that asks the practice's database.
protocol OfficeCommand: ReportingCommand {
    /// With whose rights it works.
    static var role: Store.Role { get }

    func report(_ office: inout Office, _ console: Console) throws -> any Report
}

extension OfficeCommand {
    static var role: Store.Role { .desk }

    func report(_ settings: Settings, _ console: Console) throws -> any Report {
        var office = try Office.open(settings, as: Self.role)
        let result = Result { try report(&office, console) }
            .mapError { Failure($0, practice: office.practice) }
        // A server that cannot be stopped is no reason to keep back what has been done.
        try? office.close()
        return try result.get()
    }
}
