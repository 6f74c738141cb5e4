import Availability
import Booking
import FrontDesk
import Testing

@testable import touchbase

struct QuestionQueueTests {
    private let start = ContinuousClock.now
    private let sheet = Question.sheet(first: LocalDate(daysSinceEpoch: 20_000), days: 28)
    private let cancel = Question.perform(
        Intent(.cancel(Reference("K7M2QX")!, reason: ""), by: Desk(staff: "Dana", terminal: "desk-1")),
        Ticket(number: 1))

    @Test func `changes are asked before readings, each in its order`() {
        var queue = QuestionQueue()
        for question in [sheet, .customers("jo"), cancel, .resend(Reference("K7M2QX")!)] {
            queue.add(question, at: start)
        }
        var asked: [Question] = []
        while let question = queue.next(at: start) {
            asked.append(question)
            _ = queue.finish()
        }
        #expect(asked == [cancel, .resend(Reference("K7M2QX")!), sheet, .customers("jo")])
    }

    @Test func `one question is under way at a time`() {
        var queue = QuestionQueue()
        queue.add(sheet, at: start)
        queue.add(cancel, at: start)
        #expect(queue.next(at: start) == cancel)
        #expect(queue.next(at: start) == nil)
        #expect(queue.finish()?.question == cancel)
        #expect(queue.next(at: start) == sheet)
    }

    @Test func `what was typed last is all that is searched for`() {
        var queue = QuestionQueue()
        for text in ["j", "jo", "jo s"] { queue.add(.customers(text), at: start) }
        #expect(queue.next(at: start) == .customers("jo s"))
        _ = queue.finish()
        #expect(queue.isEmpty)
    }

    @Test func `a change that went down with its connection is asked again as it was, and first`() throws {
        var queue = QuestionQueue()
        queue.add(sheet, at: start)
        queue.add(cancel, at: start)
        #expect(queue.next(at: start) == cancel)
        queue.requeue()
        #expect(queue.next(at: start) == cancel)
        #expect(queue.finish()?.wasSent == true)
    }

    @Test func `a change without an answer is given up after a bounded time, a reading of the sheet never`() {
        var queue = QuestionQueue()
        queue.add(sheet, at: start)
        queue.add(cancel, at: start)
        #expect(queue.giveUp(at: start + .seconds(14)) == [])
        #expect(queue.giveUp(at: start + .seconds(15)).map(\.question) == [cancel])
        #expect(queue.giveUp(at: start + .seconds(3600)) == [])
        #expect(queue.next(at: start + .seconds(3600)) == sheet)
    }

    @Test func `whoever waits learns whether the change may have been made`() {
        var queue = QuestionQueue()
        queue.add(cancel, at: start)
        #expect(queue.giveUp(at: start + .seconds(15)).first?.wasSent == false)
        queue.add(cancel, at: start)
        _ = queue.next(at: start)
        queue.requeue()
        #expect(queue.giveUp(at: start + .seconds(15)).first?.wasSent == true)
    }

    @Test func `a collision is tried again twice, after a rest`() {
        var queue = QuestionQueue()
        queue.add(cancel, at: start)
        for round in 0..<2 {
            #expect(queue.next(at: start + .seconds(round)) == cancel)
            #expect(queue.retry(after: .milliseconds(100), at: start + .seconds(round)) == true)
            #expect(queue.next(at: start + .seconds(round) + .milliseconds(99)) == nil)
        }
        #expect(queue.deadline(isConnected: true) == start + .seconds(1) + .milliseconds(100))
        #expect(queue.next(at: start + .seconds(2)) == cancel)
        #expect(queue.retry(after: .milliseconds(100), at: start + .seconds(2)) == false)
    }

    @Test func `a sheet that was refused is asked for again a little later, unless a newer one is wanted`() {
        var queue = QuestionQueue()
        queue.add(sheet, at: start)
        _ = queue.next(at: start)
        #expect(queue.fail(at: start)?.question == sheet)
        #expect(queue.next(at: start + .seconds(2)) == nil)
        #expect(queue.next(at: start + .seconds(3)) == sheet)
        let later = Question.sheet(first: LocalDate(daysSinceEpoch: 20_007), days: 28)
        queue.add(later, at: start)
        _ = queue.fail(at: start)
        #expect(queue.next(at: start + .seconds(9)) == later)
        _ = queue.finish()
        #expect(queue.isEmpty)
    }
}
