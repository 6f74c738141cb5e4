import Foundation
import FrontDesk
import Screen
import Testing

/// One at a time, for recording writes one file.
@Suite(.serialized) struct `The README` {
    @Test func `has every key of the calendar`() throws {
        try expectReadme("keys", KeyMap.documentation)
    }

    @Test func `shows the desk as it is`() throws {
        let screen = DeskDriver(size: Size(columns: 100, rows: 30)).press(.down, .down).wait(seconds: 1).screen
        try expectGolden("readme", screen)
        try expectReadme("desk", "```\n\(screen.text)\n```")
    }
}

/// Compares the part of the README between the comments `<!-- NAME -->` and `<!-- end of NAME -->` with a text. With
/// `RECORD_GOLDENS` set in the environment the text is written there instead.
private func expectReadme(_ name: String, _ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
    let file = root.appending(path: "README.md").standardizedFileURL
    var readme = try String(contentsOf: file, encoding: .utf8)
    let start = try #require(readme.range(of: "<!-- \(name) -->\n"), sourceLocation: sourceLocation)
    let end = try #require(readme.range(of: "\n<!-- end of \(name) -->"), sourceLocation: sourceLocation)
    if ProcessInfo.processInfo.environment["RECORD_GOLDENS"] != nil {
        readme.replaceSubrange(start.upperBound..<end.lowerBound, with: text)
        try Data(readme.utf8).write(to: file)
        return
    }
    #expect(String(readme[start.upperBound..<end.lowerBound]) == text, sourceLocation: sourceLocation)
}
