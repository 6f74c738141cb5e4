import ArgumentParser

struct Doctor: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Check all that the front desk needs, and say what to mend.",
        discussion: """
            Ends with status 69 when something has to be mended.

              touchbase doctor
            """)

    @OptionGroup var common: CommonOptions

    func report(_ settings: Settings, _ console: Console) throws -> any Report {
        Examination(of: settings)
    }

    func report(_ console: Console) throws -> any Report {
        do {
            return try report(try Settings(flags: common.flags), console)
        } catch {
            return Examination(without: Failure(error, practice: nil))
        }
    }
}
