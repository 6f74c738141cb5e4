import BookingStore
import Foundation
import Glibc
import Postgres
import TestSupport
import Testing

/// A database that does not take what became of a mail, for other reasons than that it is gone: the worker keeps it, says
/// it again, and sends nothing meanwhile.
final class ReportTests {
    private let folder: TemporaryFolder
    private var program: Program
    private let sink: MailSink
    private let outbox: TestOutbox

    init() throws {
        folder = try TemporaryFolder()
        program = try Program(home: folder.path)
        sink = try MailSink()
        outbox = try TestOutbox(of: program)
        program.environment["SMTP_URL"] = sink.url
    }

    /// Each is refused with that SQLSTATE, and counted in a sequence, which no rollback takes back.
    private func refuseReports(_ state: String) throws {
        try outbox.sql(
            """
            create sequence refusals;
            create function refuse() returns trigger language plpgsql as $$
            begin
                perform nextval('touchbase.refusals');
                raise exception 'not now' using errcode = '\(state)';
            end $$;
            grant usage on sequence refusals to public;
            create trigger refusing before insert on mail_report for each row execute function refuse();
            """)
    }

    /// Returns when so many more reports have been refused.
    private func awaitRefusals(_ count: Int) throws {
        let wanted = try refusals() + count
        let end = ContinuousClock.now + .seconds(30)
        while try refusals() < wanted { try #require(ContinuousClock.now < end) }
    }

    private func refusals() throws -> Int {
        try outbox.number("select case when is_called then last_value else 0 end from refusals")
    }

    private func takeReports() throws { try outbox.sql("drop trigger refusing on mail_report") }

    private func awaitSent(_ count: Int) throws {
        let end = ContinuousClock.now + .seconds(30)
        while try outbox.number("select count(*) from notification where status = 'sent'") < count {
            try #require(ContinuousClock.now < end)
        }
    }

    @Test(arguments: ["53100", "57014", "55P03", "25006", "40001", "42501"])
    func `a report that is refused is offered until it is taken, and no other mail goes meanwhile`(state: String) throws
    {
        try outbox.queue(40)
        try refuseReports(state)
        let worker = try program.start(["mail", "run"])
        var mails = [try sink.mail()]
        try awaitRefusals(2)
        var desk = try Store(ConnectionParameters(try #require(program.environment["DATABASE_URL"])))
        let later = try refusals() + 2
        while try refusals() < later { #expect(try desk.ask(Statement.isMailServiceRunning), "desks stand by") }
        try takeReports()
        mails += try (1..<40).map { _ in try sink.mail() }
        try awaitSent(40)
        worker.signal(SIGTERM)
        let outcome = try worker.finish()
        #expect(outcome.status == 0, "\(outcome.errorOutput)")
        #expect(
            outcome.output.contains("The database refuses; trying again. Until it knows what became of the last mail"))
        #expect(outcome.output.contains("40 sent"))
        #expect(Set(mails).count == 40)
        #expect(try sink.rest().isEmpty)
        #expect(try outbox.number("select count(*) from notification where last_error is not null") == 0)
    }

    @Test func `a worker that dies while its reports are refused leaves one mail that comes twice, at most`() throws {
        let count = 400
        try outbox.queue(count)
        let worker = try program.start(["mail", "run"])
        var mails = try (0..<200).map { _ in try sink.mail() }
        try refuseReports("53100")
        try awaitRefusals(2)
        worker.signal(SIGKILL)
        _ = try worker.finish()
        try takeReports()
        try outbox.letStartsPass()
        #expect(try program.run("mail", "run", "--once").status == 0)
        try outbox.letLeasesEnd()
        #expect(try program.run("mail", "run", "--once").status == 0)
        try awaitSent(count)
        mails += try sink.rest()
        #expect(Set(mails).count == count)
        #expect(mails.count - count <= 1)
    }

    @Test func `who finds the lease over meanwhile lets the worker that lives have its say`() throws {
        try outbox.queue(1)
        try refuseReports("53100")
        let worker = try program.start(["mail", "run"])
        let mail = try sink.mail()
        try awaitRefusals(1)
        try outbox.sql("update notification set leased_until = clock_timestamp() - interval '1 hour'")
        // It is told to end with it: then its last word is all that it waits for.
        worker.signal(SIGTERM)
        #expect(try program.run("mail", "run", "--once", "--json").json()["sent"] as? Int == 0)
        try awaitRefusals(1)
        try takeReports()
        let outcome = try worker.finish()
        #expect(outcome.status == 0 && outcome.output.contains("1 sent"))
        try awaitSent(1)
        #expect(try program.run("mail", "run", "--once", "--json").json()["sent"] as? Int == 0)
        #expect(try sink.rest().isEmpty, "\(mail) came once")
    }

    @Test func `one that is to send what is due, and no more, ends when its report is taken`() throws {
        try outbox.queue(2)
        try refuseReports("53100")
        let worker = try program.start(["mail", "run", "--once"])
        _ = try sink.mail()
        try awaitRefusals(2)
        try takeReports()
        #expect(try worker.finish().status == 69)
        try awaitSent(1)
        #expect(try program.run("mail", "run", "--once", "--json").json()["sent"] as? Int == 1)
        #expect(try sink.rest().count == 1)
    }
}
