import Screen
import Testing

@testable import Terminal

@Suite struct `What the terminal sends` {
    private var decoder = EventDecoder()
    private let start = ContinuousClock.now
    /// As ncurses numbers it; the decoder passes it on unread.
    private let newSize: Int32 = 0o632

    @Test mutating func `between the marks of a paste is one event, whatever is in it`() {
        #expect(send(.code(EventDecoder.pasteBegins)) == nil)
        for scalar in "a\r\u{1B}q".unicodeScalars { #expect(send(.character(scalar)) == nil) }
        #expect(send(.code(EventDecoder.pasteEnds), after: .milliseconds(1900)) == .paste("a\r\u{1B}q"))
        #expect(send(.character("q")) == .key(.character("q")))
    }

    @Test mutating func `takes keys again when the mark of a paste's end was lost`() {
        _ = send(.code(EventDecoder.pasteBegins))
        _ = send(.character("a"))
        #expect(send(.character("q"), after: .seconds(3)) == .paste("a"))
        let next = decoder.takeReadAhead()
        #expect(next == .character("q"))
        #expect(next.flatMap { send($0, after: .seconds(3)) } == .key(.character("q")))
    }

    @Test mutating func `a new size right behind an Escape is lost no more than the Escape`() {
        #expect(send(.character("\u{1B}"), following: .code(newSize)) == .key(.escape))
        #expect(decoder.takeReadAhead() == .code(newSize))
        #expect(decoder.takeReadAhead() == nil)
    }

    @Test mutating func `a character right behind an Escape is Alt`() {
        #expect(send(.character("\u{1B}"), following: .character("x")) == .key(.alt("x")))
    }

    @Test(arguments: [
        ("[1~", Key.home), ("[H", .home), ("[4~", .end), ("[F", .end), ("[1;9Q", nil), ("[200", nil), ("[", .alt("[")),
    ])
    mutating func `a sequence that terminfo does not know types nothing`(text: String, key: Key?) {
        var rest = text.unicodeScalars.map(RawKey.character)[...]
        let event = decoder.event(for: .character("\u{1B}"), at: start) { rest.popFirst() }
        #expect(event == key.map(Event.key) && rest.isEmpty)
    }

    @Test(arguments: [
        ("[<0;12;5M", Mouse(.press, at: Position(column: 11, row: 4))), ("[<0;12;5m", nil), ("[<2;12;5M", nil),
        ("[<4;1;1M", Mouse(.press, at: Position(column: 0, row: 0))), ("[<35;12;5M", nil),
        ("[<64;300;5M", Mouse(.wheelUp, at: Position(column: 299, row: 4))),
        ("[<65;12;5M", Mouse(.wheelDown, at: Position(column: 11, row: 4))), ("[<66;12;5M", nil),
        ("[<0;0;5M", nil), ("[<0;12M", nil), ("[<0;99999999999999999999;1M", nil),
        ("[M ,%", Mouse(.press, at: Position(column: 11, row: 4))), ("[M#,%", nil),
        ("[M`,%", Mouse(.wheelUp, at: Position(column: 11, row: 4))),
    ])
    mutating func `a report of the mouse is a press, a turn of its wheel, or nothing`(text: String, mouse: Mouse?) {
        var rest = text.unicodeScalars.map(RawKey.character)[...]
        let event = decoder.event(for: .character("\u{1B}"), at: start) { rest.popFirst() }
        #expect(event == mouse.map(Event.mouse) && rest.isEmpty)
    }

    private mutating func send(
        _ raw: RawKey, after pause: Duration = .zero, following: RawKey? = nil
    ) -> Event? {
        decoder.event(for: raw, at: start.advanced(by: pause), following: { following })
    }
}
