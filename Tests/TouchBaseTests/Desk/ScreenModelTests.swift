import Testing

struct ScreenModelTests {
    @Test func `a character that a change of size comes between is read whole`() {
        var screen = ScreenModel(columns: 20, rows: 2)
        let bytes = Array("é●".utf8)
        screen.feed(Array(bytes.prefix(3)))
        screen.resize(columns: 10, rows: 2)
        screen.feed(Array(bytes.dropFirst(3)))
        #expect(screen.text.hasPrefix("●"))
    }
}
