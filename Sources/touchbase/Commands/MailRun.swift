import ArgumentParser
import BookingStore

struct MailRun: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Send the mails that are due, as they come.",
        discussion: """
            Runs until it is told to stop (SIGTERM or Ctrl-C); the mail it is sending is finished first. Several may run \
            at once: each mail is sent by one of them. While one runs, the mail processes of the desks stand by.

              touchbase mail run           # keep sending, for a service
              touchbase mail run --once    # send what is due now, and end
            """)

    @Flag(help: "End when nothing is due any more.")
    var once = false

    @Flag(
        help: ArgumentHelp("End when standard input closes: for a program that starts this one.", visibility: .hidden))
    var untilInputCloses = false

    @OptionGroup var common: CommonOptions

    func report(_ settings: Settings, _ console: Console) throws -> any Report {
        let stop = StopSignal(watchingInput: untilInputCloses)
        var office = try Office.open(settings)
        let result = Result { try send(&office, stop, console) }
        try? office.close()
        return try result.get()
    }

    private func send(_ office: inout Office, _ stop: StopSignal, _ console: Console) throws -> MailTally {
        var worker = try MailWorker(
            office: &office, as: untilInputCloses ? .desk : .service, stop: stop, console: console)
        return once ? try worker.sendWhatIsDue(&office) : try worker.run(&office)
    }
}
