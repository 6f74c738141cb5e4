import Foundation
import TestSupport

/// Somebody who sits before a desk while something fails, goes on typing, and looks how long each key takes, and how long
/// until the screen says what has happened.
struct Watcher {
    let desk: DeskTerminal
    private(set) var slowestKey = Duration.zero
    private var isAhead = false

    init(_ desk: DeskTerminal) {
        self.desk = desk
    }

    /// Types until the screen shows `text`; how long that took.
    @discardableResult
    mutating func see(_ text: String, within limit: Duration) throws -> Duration {
        let start = ContinuousClock.now
        while !desk.text.contains(text) {
            try turnADay()
            guard .now < start + limit else {
                throw DeskTerminal.NotSeen(description: "not seen within \(limit): “\(text)”\n\(desk.text)")
            }
        }
        return .now - start
    }

    /// One key that shows by itself, whatever the database does: the next day, or back.
    private mutating func turnADay() throws {
        let before = desk.date
        let start = ContinuousClock.now
        desk.type(isAhead ? "[" : "]")
        isAhead.toggle()
        try desk.wait("another day", within: .seconds(20)) { $0.date != before }
        slowestKey = max(slowestKey, .now - start)
    }

    /// Ends on the day on which it began.
    mutating func end() throws {
        if isAhead { try turnADay() }
    }
}

/// The table of what was seen, which `TOUCHBASE_FAULTS` names a file for.
enum FaultTable {
    static func note(_ fault: String, shown: String, after named: Duration, slowestKey: Duration, back: Duration?)
        throws
    {
        guard let path = ProcessInfo.processInfo.environment["TOUCHBASE_FAULTS"] else { return }
        let line = "| \(fault) | \(shown) | \(words(named)) | \(words(slowestKey)) | \(back.map(words) ?? "") |\n"
        guard let file = fopen(path, "a") else { throw CocoaError(.fileWriteUnknown) }
        fputs(line, file)
        fclose(file)
    }

    private static func words(_ time: Duration) -> String {
        let milliseconds = Int(time / .milliseconds(1))
        return milliseconds < 1000 ? "\(milliseconds) ms" : "\(milliseconds / 1000).\(milliseconds % 1000 / 100) s"
    }
}
