import ArgumentParser
import Booking
import EmbeddedServer

struct Demo: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Show a sample practice, in a data folder of its own.",
        discussion: """
            The first time it is made: five therapists, four rooms, and three weeks of bookings. Nothing of yours is \
            touched, and no mail leaves this machine.

              touchbase demo
            """)

    @OptionGroup var common: CommonOptions

    func report(_ settings: Settings, _ console: Console) throws -> any Report {
        let demo = try DemoPractice.settings(from: settings)
        // Held over both parts, so that the server is not stopped and started between them.
        var lease = try demo.embeddedServer().acquire()
        let result = Result { try demo.locating { try show(demo, console) } }
        try? lease.release()
        return try result.get()
    }

    private func show(_ demo: Settings, _ console: Console) throws -> any Report {
        try DemoPractice.prepare(demo)
        return try DeskProgram.report(demo, console) {
            try FrontPage.read(demo, prefix: "TOUCHBASE_HOME=\(ShellWord.quoted(demo.home)) ")
        }
    }
}
