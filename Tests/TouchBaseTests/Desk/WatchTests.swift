import Testing

@testable import touchbase

/// A desk's watch on its database, by a clock that costs no time.
struct WatchTests {
    private let start = ContinuousClock.now

    private struct Night {
        /// How often the desk woke for the watch alone.
        var wakeUps = 0
        /// When something was asked, in seconds after the start.
        var asked: [Int] = []
        var checks = 0
    }

    /// What happens until `end`, on a server that answers at once; the desk also wakes every `tick` for its own reasons.
    private func pass(_ watch: inout Watch, from: Int = 0, until end: Int, tick: Int) -> Night {
        var night = Night()
        var nextTick = max(tick, (from + tick - 1) / tick * tick)
        while true {
            let own = start + .seconds(nextTick)
            let now = min(own, watch.deadline)
            guard now < start + .seconds(end) else { return night }
            if now < own { night.wakeUps += 1 } else { nextTick += tick }
            if let question = watch.question(at: now) {
                night.asked.append(Int((now - start) / .seconds(1)))
                night.checks += question == .state ? 1 : 0
                watch.hear(at: now + .milliseconds(1))
            }
        }
    }

    @Test func `a link is asked every three seconds while somebody is there, with a countdown's seconds`() {
        var watch = Watch(at: start)
        let minute = pass(&watch, until: 60, tick: 1)
        #expect(minute.asked == Array(stride(from: 3, to: 60, by: 3)))
        #expect(minute.checks == 4)
        #expect(minute.wakeUps == 0)
    }

    @Test func `without a countdown it wakes the desk for that, and nothing is later than three seconds`() {
        var watch = Watch(at: start)
        let minute = pass(&watch, until: 60, tick: 3600)
        #expect(minute.asked.count == 19)
        #expect(zip(minute.asked, minute.asked.dropFirst()).allSatisfy { $1 - $0 <= 4 })
    }

    @Test func `a desk left alone wakes for nothing but the minute, and asks with that`() {
        var watch = Watch(at: start)
        _ = pass(&watch, until: 180, tick: 60)
        let hour = pass(&watch, from: 180, until: 3780, tick: 60)
        #expect(hour.wakeUps == 0)
        #expect(hour.asked.count == 60)
        #expect(hour.checks == 60)
    }

    @Test func `the first key after that asks at once`() {
        var watch = Watch(at: start)
        #expect(pass(&watch, until: 560, tick: 60).asked.last == 540)
        let key = start + .seconds(560)
        #expect(watch.question(at: key) == nil)
        watch.attend(at: key)
        #expect(watch.question(at: key) != nil)
        #expect(watch.deadline <= key + .seconds(3))
    }

    @Test func `a hold keeps the watch up for as long as holds live`() {
        var watch = Watch(at: start)
        watch.hasHold = true
        let call = pass(&watch, until: 600, tick: 1)
        #expect(call.asked.count == 199)
    }
}
