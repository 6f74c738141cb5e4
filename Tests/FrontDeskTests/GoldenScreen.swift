import Foundation
import FrontDesk
import Screen
import Testing

/// Compares a screen with the picture of it in `Goldens/NAME.txt`: the text, then the inks, then the grounds, as
/// letters. With `RECORD_GOLDENS` set in the environment the pictures are written instead, to be looked at and committed.
func expectGolden(_ name: String, _ screen: Screen, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Goldens")
    let file = folder.appending(path: name + ".txt")
    let picture = [screen.text, screen.inkLayer, screen.groundLayer].joined(separator: "\n--------\n") + "\n"
    if ProcessInfo.processInfo.environment["RECORD_GOLDENS"] != nil {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(picture.utf8).write(to: file)
        return
    }
    let golden = try String(contentsOf: file, encoding: .utf8)
    let expected = golden.split(separator: "\n", omittingEmptySubsequences: false)
    let actual = picture.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(expected.count == actual.count, "\(name): lines", sourceLocation: sourceLocation)
    for (number, lines) in zip(expected, actual).enumerated() where lines.0 != lines.1 {
        Issue.record("\(name), line \(number + 1):\n  \(lines.0)\n  \(lines.1)", sourceLocation: sourceLocation)
    }
}
