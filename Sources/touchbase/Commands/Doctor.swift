import ArgumentParser
import Booking
import Mail

struct Doctor: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Check all that the front desk needs, and say what to mend.",
        discussion: """
            Ends with status 69 when something has to be mended.

              touchbase doctor
              touchbase doctor --mail-to you@example.com
            """)

    @Option(help: ArgumentHelp("Send a test mail there.", valueName: "email"))
    var mailTo: String?

    @OptionGroup var common: CommonOptions

    func report(_ settings: Settings, _ console: Console) throws -> any Report {
        Examination(of: settings, mailTo: try recipient)
    }

    func report(_ console: Console) throws -> any Report {
        do {
            return try report(try Settings(flags: common.flags), console)
        } catch let error as EmailAddressError {
            throw Failure(code: .invalid, message: "--mail-to: \(error)")
        } catch {
            return Examination(without: Failure(error, practice: nil))
        }
    }

    private var recipient: EmailAddress? {
        get throws { try mailTo.map { text throws(EmailAddressError) in try EmailAddress(text) } }
    }
}
