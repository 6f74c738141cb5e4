import Booking
import BookingStore
import Postgres
import Testing

@Suite struct CustomerTests {
    private let practice: TestPractice

    init() throws {
        practice = try TestPractice()
        var desk = try practice.desk()
        for (name, email, phone) in [
            ("Zoë Müller-Łuk", "zoe@exämple.org", "+49 30 1234567"), ("100% Wool_Co", nil, nil),
            ("Back\\slash O'Neil", nil, "313.555.9999"), ("Ana 0142 Ruiz", "ana@example.com", nil),
        ] {
            _ = try desk.ask(Statement.addCustomer(name: name, email: email, phone: phone))
        }
    }

    @Test(arguments: [
        ("smith", ["Jo Smith"]), ("SMI", ["Jo Smith"]), ("jo smi", ["Jo Smith"]), ("smith jo", ["Jo Smith"]),
        ("jo kim", []), ("zoe muller", ["Zoë Müller-Łuk"]), ("ZOË", ["Zoë Müller-Łuk"]), ("luk", ["Zoë Müller-Łuk"]),
        ("zo\u{308}e", ["Zoë Müller-Łuk"]), ("mu\u{308}ller", ["Zoë Müller-Łuk"]), ("example.com jo", ["Jo Smith"]),
        ("o'neil", ["Back\\slash O'Neil"]),
    ])
    func `a customer is found by part of a name or address, without regard to case and accents`(
        text: String, names: [String]
    ) throws {
        #expect(try find(text) == names)
    }

    @Test(arguments: [
        ("0142", ["Ana 0142 Ruiz", "Jo Smith"]), ("5550142", ["Jo Smith"]), ("(313) 555-0142", ["Jo Smith"]),
        ("313.555.0142", ["Jo Smith"]), ("313-555-0177", ["Kim Roe"]), ("+4930", ["Zoë Müller-Łuk"]),
        ("555-9999", ["Back\\slash O'Neil"]), ("3135550", ["Jo Smith", "Kim Roe"]), ("--", []), ("()", []),
    ])
    func `a phone number is found however it is punctuated`(text: String, names: [String]) throws {
        #expect(try find(text) == names)
    }

    @Test(arguments: [
        ("%", ["100% Wool_Co"]), ("_", ["100% Wool_Co"]), ("0%", ["100% Wool_Co"]), ("l_c", ["100% Wool_Co"]),
        ("\\", ["Back\\slash O'Neil"]), ("k\\s", ["Back\\slash O'Neil"]), ("j%h", []),
        ("'; drop table customer; --", []),
    ])
    func `wildcards in what is typed are letters like others`(text: String, names: [String]) throws {
        #expect(try find(text) == names)
    }

    @Test func `those whose name begins with what is typed come first`() throws {
        #expect(try find("s") == ["Jo Smith", "Back\\slash O'Neil"])
        var desk = try practice.desk()
        #expect(try desk.ask(Statement.customerRecords(matching: "s")).map(\.customer.name).first == "Jo Smith")
    }

    @Test func `with nothing typed the first by name come, up to the limit`() throws {
        var desk = try practice.desk()
        #expect(try desk.ask(Statement.customers(matching: " ")).count == 6)
        #expect(try desk.ask(Statement.customers(matching: "", limit: 1)).map(\.name) == ["100% Wool_Co"])
    }

    @Test func `a text as long as a book finds nobody and harms nothing`() throws {
        #expect(try find(String(repeating: "word ", count: 100_000)) == [])
        #expect(try find(String(repeating: "x", count: 100_000)) == [])
    }

    @Test func `the search can go by the index`() throws {
        var desk = try practice.desk()
        // Few customers are read through faster than looked up: only a forced plan shows what many would get.
        _ = try desk.ask(Statement("force an index", "set enable_seqscan = off"))
        let search = Statement<[Customer]>.customers(matching: "smith 555-0142")
        let explain = Statement.all("explain", "explain " + search.sql, ["smith", "555-0142", "5550142", 20]) {
            row throws(PostgresError) in try row["QUERY PLAN", as: String.self]
        }
        let plan = try desk.ask(explain).joined(separator: "\n")
        #expect(plan.contains("Bitmap Index Scan on customer_search"))
        #expect(try desk.ask(search).map(\.name) == ["Jo Smith"])
    }

    @Test func `who has the email already is given back, with the phone filled in only where none was known`() throws {
        var desk = try practice.desk()
        let known = try #require(try desk.ask(Statement.customer(email: "ANA@example.com")))
        let same = try desk.ask(Statement.addCustomer(name: "Someone", email: "Ana@Example.com", phone: "555 1"))
        #expect(same.id == known.id && same.name == known.name && same.phone == "555 1")
        let again = try desk.ask(Statement.addCustomer(name: "Someone", email: "ana@example.com", phone: "555 2"))
        #expect(again == same)
    }

    @Test func `nobody is made in the place of whoever has the email already, and nothing of theirs is changed`() throws
    {
        var desk = try practice.desk()
        let known = try #require(try desk.ask(Statement.customer(email: "ana@example.com")))
        let answer = try desk.ask(Statement.makeCustomer(name: "Bo", email: "ANA@example.com", phone: "555 1"))
        #expect(answer == .failure(EmailTakenError(known)))
        #expect(try desk.ask(Statement.customer(email: "ana@example.com")) == known)
        for email in ["bo@example.com", nil] {
            let request = RequestID.random()
            let make = Statement.makeCustomer(name: "Bo", email: email, phone: "555 1", request: request)
            let made = try desk.ask(make).get()
            #expect(made.name == "Bo" && made.email == email && made.phone == "555 1")
            #expect(try desk.ask(make) == .success(made))
        }
    }

    @Test func `what was misheard is put right, all at once`() throws {
        var desk = try practice.desk()
        let known = try #require(try desk.ask(Statement.customer(email: "ana@example.com")))
        let wanted = Customer(id: known.id, name: "Ana Marí\u{301}a", phone: "313 555 0199", notes: "Firm\nNo oil")
        #expect(try desk.ask(Statement.changeCustomer(from: known, to: wanted)) == .success(wanted))
        #expect(try desk.ask(Statement.changeCustomer(from: known, to: wanted)) == .success(wanted))
        #expect(try find("0199") == ["Ana Marí\u{301}a"])
        let nobody = Customer(id: CustomerID(rawValue: 9999), name: "N")
        #expect(try desk.ask(Statement.changeCustomer(from: nobody, to: nobody)) == nil)
    }

    @Test func `of two desks that change one customer neither wipes out what the other wrote`() throws {
        var desk = try practice.desk()
        let seen = try #require(try desk.ask(Statement.customer(email: "ana@example.com")))
        var first = seen
        first.notes = "allergic to lavender"
        #expect(try desk.ask(Statement.changeCustomer(from: seen, to: first)) == .success(first))
        var second = seen
        second.phone = "313 555 0111"
        var both = first
        both.phone = second.phone
        #expect(try desk.ask(Statement.changeCustomer(from: seen, to: second)) == .success(both))
        second.notes = "no oil"
        let conflict = CustomerConflictError(both)
        #expect(try desk.ask(Statement.changeCustomer(from: seen, to: second)) == .failure(conflict))
        #expect(try desk.ask(Statement.customer(email: "ana@example.com")) == both)
        // Who has seen the other's may change it.
        second.notes = "lavender is fine"
        #expect(try desk.ask(Statement.changeCustomer(from: both, to: second)) == .success(second))
    }

    @Test func `of desks that change the same field of a customer at once one is told of the other's`() throws {
        var desk = try practice.desk()
        let seen = try #require(try desk.ask(Statement.customer(email: "ana@example.com")))
        let barrier = Barrier(participants: 8)
        let works = (0..<8).map { number in
            Work { [practice] in
                defer { barrier.leave() }
                var desk = try practice.desk()
                barrier.wait()
                var wanted = seen
                wanted.notes = "by desk \(number)"
                return try desk.ask(Statement.changeCustomer(from: seen, to: wanted))
            }
        }
        let answers = try works.map { try $0.value() }
        let done = answers.compactMap { try? $0?.get() }
        #expect(done.count == 1)
        #expect(try desk.ask(Statement.customer(email: "ana@example.com")) == done.first)
    }

    @Test func `nobody takes another's email`() throws {
        var desk = try practice.desk()
        let other = try desk.ask(Statement.addCustomer(name: "Bea", email: "bea@example.com", phone: nil))
        var wanted = other
        wanted.email = "ANA@example.com"
        let error = #expect(throws: StoreError.self) {
            try desk.ask(Statement.changeCustomer(from: other, to: wanted))
        }
        guard case .database(let error) = error else { throw Unexpected() }
        #expect(error.serverError?.constraint == "customer_email_is_unique")
    }

    @Test func `a request that comes twice makes one customer, also one without an email`() throws {
        var desk = try practice.desk()
        let request = RequestID.random()
        let add = Statement<Customer>.addCustomer(name: "Walk In", email: nil, phone: nil, request: request)
        #expect(try desk.ask(add) == desk.ask(add))
        #expect(try find("walk in").count == 1)
    }

    @Test func `desks that add the same customer at once get the same one`() throws {
        let barrier = Barrier(participants: 8)
        let desks = (0..<8).map { number in
            Work { [practice] in
                defer { barrier.leave() }
                var desk = try practice.desk()
                return try (0..<10).map { round in
                    barrier.wait()
                    let email = "new\(round)@example.com"
                    return try desk.ask(Statement.addCustomer(name: "N \(number)", email: email, phone: nil)).id
                }
            }
        }
        let answers = try desks.map { try $0.value() }
        #expect(Set(answers).count == 1)
    }

    @Test(
        arguments: [
            ("", nil, nil, "name_is_visible"), ("a\u{1B}]0;x\u{7}", nil, nil, "name_is_one_line"),
            ("Al", "al@example.com\r\nBcc: eve@example.com", nil, "email_is_one_address"),
            ("Al", "no address", nil, "email_is_one_address"), ("Al", nil, "call me", "phone_is_a_number"),
            ("Al", nil, "1\n2", "phone_is_a_number"),
        ] as [(String, String?, String?, String)])
    func `hostile text is refused by a rule that has a name`(
        name: String, email: String?, phone: String?, rule: String
    ) throws {
        var desk = try practice.desk()
        let error = #expect(throws: StoreError.self) {
            try desk.ask(Statement.addCustomer(name: name, email: email, phone: phone))
        }
        guard case .database(let error) = error else { throw Unexpected() }
        #expect(error.serverError?.constraint == rule)
    }

    private func find(_ text: String) throws -> [String] {
        var desk = try practice.desk()
        return try desk.ask(Statement.customers(matching: text)).map(\.name)
    }
}
