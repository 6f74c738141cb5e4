import ArgumentParser
import BookingStore

/// A command that ends in one report, or in one failure.
protocol ReportingCommand: ParsableCommand {
    var common: CommonOptions { get }

    func report(_ settings: Settings, _ console: Console) throws -> any Report
}

extension ReportingCommand {
    func run() throws {
        let console = Console(isJSON: common.json)
        let status: ExitStatus
        do {
            let report = try report(try Settings(flags: common.flags), console)
            console.show(report)
            status = report.status
        } catch {
            let failure = Failure(error, practice: nil)
            console.show(failure)
            status = failure.status
        }
        if status != .done { throw ExitCode(status.rawValue) }
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
