import Testing

@testable import touchbase

struct ReconnectionTests {
    @Test func `attempts come soon at first, then about once a second, and never twice within one`() {
        var random = SystemRandomNumberGenerator()
        var reconnection = Reconnection(at: .now)
        var now = reconnection.due
        var pauses: [Duration] = []
        for attempt in 1...12 {
            reconnection.start(at: now)
            reconnection.fail(at: now, using: &random)
            #expect(reconnection.attempt == attempt)
            pauses.append(reconnection.due - now)
            now = reconnection.due
        }
        #expect(pauses.allSatisfy { $0 >= .seconds(1) && $0 <= .seconds(1.5) })
        #expect(Set(pauses.dropFirst()).count > 1, "all desks would come at once")
    }

    @Test func `a session that stood for a while is sought again at once`() {
        var random = SystemRandomNumberGenerator()
        let start = ContinuousClock.now
        var reconnection = Reconnection(at: start)
        reconnection.start(at: start)
        reconnection.succeed()
        reconnection.fail(at: start + .seconds(60), using: &random)
        #expect(reconnection.due - start < .seconds(60.3))
        #expect(reconnection.attempt == 1)
    }
}
