import ArgumentParser
import Booking

struct DatabaseBackup: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Write all of the practice to a file.",
        discussion: """
            The file is one moment of the database, in the custom format of pg_dump. It is read back before it gets its \
            name, and only its owner may read it: it holds what customers have entrusted to you. A file of that name \
            is replaced. Desks can go on working meanwhile. The user must own the database.

              touchbase db backup touchbase.backup
            """)

    @Argument(help: "The file.", completion: .file())
    var file: String

    @OptionGroup var common: CommonOptions

    func report(_ settings: Settings, _ console: Console) throws -> any Report {
        let archive = Archive(file)
        let database = try DatabaseAccess(settings)
        let result = Result { try archive.write(database) }
        try? database.close()
        try result.get()
        return BackedUp(archive: archive)
    }
}

struct DatabaseRestore: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Bring the practice back from a backup.",
        discussion: """
            All of it or nothing, into a database that is empty. With --replace what is there is given up for the \
            backup: write a backup of that before. Desks that are open show what was restored. The user must own the \
            database.

            A mail that had not gone out when the backup was made may have gone out since. It is held back until you say \
            so: see "touchbase help mail resend".

              touchbase db restore touchbase.backup
            """)

    @Argument(help: "The file that \"touchbase db backup\" has written.", completion: .file())
    var file: String

    @Flag(help: "Give up what is in the database.")
    var replace = false

    @OptionGroup var common: CommonOptions

    func report(_ settings: Settings, _ console: Console) throws -> any Report {
        let restoration = Restoration(archive: Archive(file), folder: settings.home)
        let database = try DatabaseAccess(settings)
        let result = Result { try restoration.run(database, replacing: replace) }
        try? database.close()
        return Restored(archive: restoration.archive, outcome: try result.get())
    }
}

private struct BackedUp: Report {
    let archive: Archive

    func write(to page: inout TextPage) {
        page.line("The backup is in \(archive.path), and was read back.")
    }

    func write(to json: inout JSONWriter) {
        json.object { $0.member("file", archive.path) }
    }
}

private struct Restored: Report {
    /// So many mails are named in a terminal.
    private static let limit = 20

    let archive: Archive
    let outcome: Restoration.Outcome

    private var contents: Restoration.Contents { outcome.contents }

    func write(to page: inout TextPage) {
        page.line(
            "Restored from \(archive.path): \(counted(contents.bookings, "booking")), "
                + "\(counted(contents.customers, "customer")), \(counted(contents.services, "service")).")
        let mails = outcome.heldBack
        guard !mails.isEmpty else { return }
        page.line(
            """
            \(counted(mails.count, "mail")) of bookings yet to come had not gone out when the backup was made, and may \
            have since: held back, and sent only if you say so.
            """)
        page.table(mails.prefix(Self.limit).map { ["\($0.booking)", $0.kind.rawValue, $0.recipient] }, indent: 2)
        if mails.count > Self.limit { page.line("  and \(mails.count - Self.limit) more") }
        page.line("To send one: touchbase mail resend REFERENCE. To send all: touchbase mail resend --held-back")
        page.line("Those that are not wanted need nothing.")
    }

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("file", archive.path)
            json.member("bookings", contents.bookings)
            json.member("customers", contents.customers)
            json.member("services", contents.services)
            json.member("mails_held_back", each: outcome.heldBack) { json, mail in json.value("\(mail.booking)") }
        }
    }
}
