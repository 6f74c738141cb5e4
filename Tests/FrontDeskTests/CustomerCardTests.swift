import Booking
import FrontDesk
import Screen
import Testing

@Suite struct `A customer's card` {
    let desk = DeskDriver()

    @Test func `shows who was found, what to know of them, and their bookings of all dates`() {
        desk.type("/").type("abara").press(.enter)
        #expect(desk.shows("Marguerite Abara  7 visits") && desk.shows("(313) 555-0142 · m.abara@example.com"))
        #expect(desk.shows("“Firm pressure, left hip”"))
        #expect(desk.shows("K7M224  Tue 5 May 10:15   Deep tissue 90 · Ana Ruiz"))
        #expect(desk.footer.contains("n book") && desk.footer.contains("e edit"))
    }

    @Test func `leads to the booking that is marked`() {
        desk.type("/").type("abara").press(.enter, .enter)
        #expect(desk.screen.line(7).contains("█● Deep tissue"))
    }

    @Test func `books for the customer without asking who it is`() {
        desk.type("/").type("abara").press(.enter).type("n11").press(.enter)
        #expect(desk.message.contains("Confirmed") && desk.message.contains("Marguerite Abara"))
    }

    @Test func `opens from a booking in the calendar, and is left the way one came`() {
        desk.customers[0].customer.id = CustomerID(rawValue: 2)
        desk.press(.down, .down).type("p")
        #expect(desk.shows("Customer") && desk.shows("“Firm pressure, left hip”"))
        #expect(!desk.press(.escape).shows("“Firm pressure, left hip”"))
        desk.press(.enter).type("p")
        #expect(desk.press(.escape).shows("Booking"))
    }

    @Test func `takes notes and a new number, and says that they are kept`() {
        desk.type("/").type("abara").press(.enter).type("e")
        #expect(desk.shows("Change Marguerite Abara") && desk.footer.contains("↵ save"))
        desk.press(.tab, .tab, .control("u")).type("313 555 0199")
        desk.press(.tab).type(", no oil").press(.enter)
        #expect(desk.message.contains("Saved") && desk.shows("“Firm pressure, left hip, no oil”"))
        #expect(desk.customers[0].customer.phone == "313 555 0199")
    }

    @Test func `keeps the lines of notes that nobody changed`() {
        desk.customers[0].customer.notes = "Firm pressure\nNo oil"
        desk.type("/").type("abara").press(.enter).type("e").type("x").press(.enter)
        #expect(desk.customers[0].customer.name == "Marguerite Abarax")
        #expect(desk.customers[0].customer.notes == "Firm pressure\nNo oil")
    }

    @Test func `leaves what nobody touched as it is, however long, and asks nothing about it`() {
        let email = String(repeating: "a", count: 64) + "@" + String(repeating: "b", count: 60) + ".example.com"
        let name = String(repeating: "Long Name ", count: 19) + "Ends"
        desk.customers[0].customer.name = "Abara " + name
        desk.customers[0].customer.email = email
        desk.customers[0].customer.phone = "ask at the hotel"
        desk.type("/").type("abara").press(.enter).type("e").press(.backTab).type(", likes tea").press(.enter)
        #expect(desk.shows("Saved"))
        #expect(desk.customers[0].customer.name == "Abara " + name && desk.customers[0].customer.email == email)
        #expect(desk.customers[0].customer.notes.hasSuffix("likes tea"))
    }

    @Test(arguments: [
        (0, 201, "at most 200 characters"), (1, 260, "254 bytes"), (2, 41, "at most 40 characters"),
        (3, 4001, "at most 4000"),
    ])
    func `says what is too long, and cuts nothing`(fields: Int, count: Int, problem: String) {
        desk.type("/").type("abara").press(.enter).type("e")
        for _ in 0..<fields { desk.press(.tab) }
        desk.press(.control("u")).paste(String(repeating: "7", count: count - 4) + "last").press(.enter)
        #expect(desk.shows(problem) && desk.shows("last"))
    }

    /// Both desks have opened the form, and the other has saved.
    private func edit(keys: () -> Void, meanwhile change: (inout Customer) -> Void) {
        desk.type("/").type("abara").press(.enter).type("e")
        keys()
        change(&desk.customers[0].customer)
        desk.press(.enter)
    }

    @Test func `keeps what another desk has written meanwhile into the fields that were not changed here`() {
        edit {
            desk.press(.tab, .tab).type(" ext 5")
        } meanwhile: {
            $0.notes = "allergic to lavender"
        }
        #expect(desk.message.contains("Saved") && desk.shows("“allergic to lavender”"))
        #expect(desk.customers[0].customer.notes == "allergic to lavender")
        #expect(desk.customers[0].customer.phone == "(313) 555-0142 ext 5")
    }

    @Test func `shows both where another desk has changed the same, and the second Enter saves what was typed`() {
        edit {
            desk.press(.backTab).type(", no oil")
        } meanwhile: {
            $0.notes = "allergic to lavender"
            $0.phone = "313 555 0000"
        }
        #expect(desk.message.contains("Not saved") && desk.shows("Firm pressure, left hip, no oil"))
        #expect(desk.shows("Notes now, by somebody else: “allergic to lavender”") && desk.shows("313 555 0000"))
        #expect(desk.footer.contains("↵ save yours") && desk.footer.contains("^T take theirs"))
        #expect(desk.customers[0].customer.notes == "allergic to lavender")
        desk.press(.enter)
        #expect(desk.message.contains("Saved"))
        #expect(desk.customers[0].customer.notes == "Firm pressure, left hip, no oil")
        #expect(desk.customers[0].customer.phone == "313 555 0000")
    }

    @Test func `takes what the other desk has written, field by field`() {
        edit {
            desk.press(.control("u")).type("Maggie").press(.backTab).type(", no oil")
        } meanwhile: {
            $0.name = "Rita Abara"
            $0.notes = ""
        }
        #expect(
            desk.shows("Name now, by somebody else: “Rita Abara”") && desk.shows("Notes now, by somebody else: nothing")
        )
        desk.press(.control("t"))
        #expect(desk.shows("Rita Abara") && !desk.shows("Maggie") && desk.shows("Notes now"))
        desk.press(.enter)
        #expect(desk.customers[0].customer.name == "Rita Abara")
        #expect(desk.customers[0].customer.notes == "Firm pressure, left hip, no oil")
    }

    @Test func `has nothing to take over where nobody else has changed anything`() {
        desk.type("/").type("abara").press(.enter).type("e").press(.control("t"))
        #expect(desk.message.contains("Nobody else has changed this customer meanwhile."))
        #expect(!desk.footer.contains("^T"))
    }

    @Test func `saves nothing that is wrong, and nothing when it is left`() {
        desk.type("/").type("abara").press(.enter).type("e").press(.tab, .control("u")).type("nowhere").press(.enter)
        #expect(desk.shows("An email address has exactly one @"))
        desk.press(.escape)
        #expect(desk.shows("m.abara@example.com") && desk.customers[0].customer.email == "m.abara@example.com")
    }

    @Test func `says what the database has against it, and keeps what was typed`() {
        desk.type("/").type("abara").press(.enter).type("e").type(" Ruiz")
        desk.customers.removeFirst()
        desk.press(.enter)
        #expect(desk.shows("There is no such customer any more.") && desk.shows("Marguerite Abara Ruiz"))
    }

    @Test func `waits while the database is away`() {
        desk.type("/").type("abara").press(.enter).type("e").send(.connection(.reconnecting(attempt: 1)))
        #expect(desk.press(.enter).message.contains("The database is away"))
    }
}
