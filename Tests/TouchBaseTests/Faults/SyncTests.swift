import Availability
import Booking
import BookingStore
import Foundation
import TestSupport
import Testing

@testable import touchbase

/// Many desks that look at one practice.
final class SyncTests {
    private let folder: TemporaryFolder
    private let practice: DeskPractice

    init() throws {
        folder = try TemporaryFolder()
        practice = try DeskPractice()
    }

    private func desk(_ number: Int) throws -> DeskTerminal {
        try .live(Program(home: folder.path, database: practice.database.url), as: "seat-\(number)")
    }

    @Test func `what one desk does is on the screens of sixteen others`() throws {
        let desks = try (1...16).map(desk)
        var rival = try practice.store()
        var times: [Duration] = []
        for round in 1...8 {
            let name = "rival-\(round)"
            let held = try rival.perform(
                Intent(practice.hold(at: try practice.hour(2)), by: Desk(staff: "Rae", terminal: name)))
            let start = ContinuousClock.now
            var waiting = desks
            while !waiting.isEmpty {
                waiting.removeAll { desk in
                    guard desk.text.contains(name) else { return false }
                    times.append(.now - start)
                    return true
                }
                guard .now < start + .seconds(10) else {
                    throw DeskTerminal.NotSeen(description: "\(name) is not on \(waiting.count) screens")
                }
            }
            _ = try rival.perform(Intent(.cancel(held.reference, reason: ""), by: DeskPractice.rival))
            for desk in desks { try desk.seeGone(name) }
        }
        times.sort()
        try FaultTable.note(
            "none: another desk's change on 16 screens (99 of 100)", shown: "the change",
            after: times[times.count * 99 / 100], slowestKey: .zero, back: nil)
    }

    @Test func `what nobody announced is on the screen within a quarter of a minute`() throws {
        let desk = try desk(1)
        let start = ContinuousClock.now
        // As a desk does that dies before it could announce what it had changed.
        let at = try practice.hour(2).secondsSinceEpoch
        try practice.sql("select hold(gen_random_uuid(), 1, 1, 1, to_timestamp(\(at)), null, 'Rae', 'desk-2')")
        try desk.see("desk-2", within: .seconds(30))
        try FaultTable.note(
            "nothing is announced", shown: "the change", after: .now - start, slowestKey: .zero, back: nil)
    }
}
