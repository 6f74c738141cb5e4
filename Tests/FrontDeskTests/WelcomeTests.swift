import FrontDesk
import Screen
import Testing

@Suite struct `A practice with nothing in it` {
    let desk = DeskDriver(.nothing)

    @Test func `is filled with the sample by one key, and then tells the three that matter`() {
        #expect(desk.shows("Welcome to TouchBase") && desk.footer.contains("s use the sample"))
        desk.type("s")
        #expect(desk.shows("Ana Ruiz") && desk.message.contains("n books, x cancels, F1 helps."))
        #expect(desk.footer.contains("n book"))
    }

    @Test func `shows what somebody else has brought in`() {
        desk.elsewhere { $0 = .lively }
        #expect(desk.shows("Ana Ruiz") && !desk.shows("Welcome"))
    }

    @Test func `has no keys of a day`() {
        desk.type("n")
        #expect(desk.shows("Welcome") && !desk.shows("BOOK"))
        #expect(!desk.footer.contains("n book"))
    }

    @Test func `cannot be filled while the database takes no changes`() {
        desk.send(.connection(.readOnly))
        #expect(!desk.footer.contains("sample"))
        #expect(desk.type("s").message.contains("The database takes no changes now."))
        #expect(desk.shows("Welcome"))
    }
}
