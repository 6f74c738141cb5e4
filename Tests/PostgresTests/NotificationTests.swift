import Postgres
import TestSupport
import Testing

@Suite struct NotificationTests {
    private func notify(_ payload: String) -> Statement<Int> {
        Statement("notify", "select pg_notify($1, $2)", ["Desk's \"channel\"", payload])
    }

    @Test func `what another session sends arrives, also while a request is under way`() throws {
        let database = try TestCluster.shared().database()
        var listener = try database.connect()
        var sender = try database.connect()
        try listener.run(.listen(on: "Desk's \"channel\""))
        try sender.run(notify("1"))
        let idle = try listener.waitForNotifications(within: .seconds(10))
        #expect(
            idle == [
                ChannelNotification(channel: "Desk's \"channel\"", payload: "1", senderID: sender.backendID)
            ])
        try sender.run(notify("2"))
        try listener.run(Statement("ask", "select 1"))
        let later = listener.takeNotifications()
        #expect(later.map(\.payload) == ["2"])
        #expect(listener.takeNotifications() == [], "each is given once")
    }

    @Test func `one's own notifications bear one's own number`() throws {
        var connection = try TestCluster.shared().database().connect()
        try connection.run(.listen(on: "Desk's \"channel\""))
        try connection.run(notify("mine"))
        let arrived = try connection.waitForNotifications(within: .seconds(10))
        #expect(arrived.map(\.senderID) == [connection.backendID])
    }

    @Test func `waiting for nothing ends with nothing`() throws {
        var connection = try TestCluster.shared().database().connect()
        #expect(try connection.waitForNotifications(within: .milliseconds(1)) == [])
        #expect(connection.isIdle == true)
    }
}
