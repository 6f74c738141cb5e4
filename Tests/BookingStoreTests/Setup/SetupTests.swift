import Availability
import Booking
import BookingStore
import Postgres
import Testing

@Suite struct SetupTests {
    private let practice: TestPractice
    private let sample: PracticeSetup

    init() throws {
        practice = try TestPractice()
        sample = SamplePractice.setup(around: practice.day)
    }

    @Test func `what is imported is exported as it was`() throws {
        var owner = try practice.owner()
        try owner.replaceSetup(sample)
        #expect(try owner.setup() == sample)
    }

    @Test func `an import can be repeated, and what an export gives can be imported`() throws {
        var owner = try practice.owner()
        try owner.replaceSetup(sample)
        let first = try owner.catalog()
        try owner.replaceSetup(try owner.setup())
        #expect(try owner.setup() == sample)
        #expect(try owner.catalog().services == first.services)
        #expect(try owner.catalog().therapists == first.therapists)
        #expect(try owner.catalog().rooms == first.rooms)
    }

    @Test func `an import replaces the whole practice`() throws {
        var owner = try practice.owner()
        try owner.replaceSetup(sample)
        var smaller = sample
        smaller.services.removeFirst()
        smaller.rooms.removeSubrange(1...)
        smaller.therapists.removeFirst()
        smaller.rooms[0].services = ["Swedish 60"]
        smaller.rooms[0].hours = nil
        smaller.rooms[0].closures = []
        smaller.practice.phone = nil
        try owner.replaceSetup(smaller)
        #expect(try owner.setup() == smaller)
    }

    @Test func `what is not mentioned is not offered any more, and its bookings stay`() throws {
        var desk = try practice.desk()
        let booked = try desk.confirm(try desk.hold(therapist: 2, room: 3, at: practice.time(600)))
        var owner = try practice.owner()
        try owner.replaceSetup(sample)
        #expect(try desk.ask(Statement.booking(booked.reference)) == booked)
        let span = Interval(booked.starts, booked.ends)
        #expect(try desk.ask(Statement.bookings(during: span)) == [booked])
        #expect(try desk.catalog().therapists.map(\.name) == ["Ana Ruiz", "Night Owl"])
        guard case .notBookable = try refusal({ try desk.hold(therapist: 2, room: 3, at: practice.time(900)) })
        else { throw Unexpected() }
    }

    @Test func `what comes back is the same as before, however it is written`() throws {
        var owner = try practice.owner()
        try owner.replaceSetup(sample)
        let id = try owner.catalog().therapists.map(\.id)
        var without = sample
        without.therapists.removeFirst()
        try owner.replaceSetup(without)
        var back = sample
        back.therapists[0].name = "ÁNA RUIZ"
        try owner.replaceSetup(back)
        #expect(try owner.catalog().therapists.map(\.id) == id)
        #expect(try owner.setup() == back)
    }

    @Test func `names of services and rooms are found however they are written`() throws {
        var owner = try practice.owner()
        var loose = sample
        loose.rooms[1].services = ["swedish 60"]
        loose.therapists[0].usualRoom = "ROOM B"
        try owner.replaceSetup(loose)
        #expect(try owner.setup() == sample)
    }

    @Test func `an import that breaks a rule changes nothing`() throws {
        var owner = try practice.owner()
        try owner.replaceSetup(sample)
        var wrong = sample
        wrong.practice.brand = "Loud Hands"
        wrong.therapists[0].name = "Ana\u{7}"
        let error = #expect(throws: StoreError.self) { try owner.replaceSetup(wrong) }
        guard case .database(let error) = error else { throw Unexpected() }
        #expect(error.serverError?.constraint == "name_is_one_line")
        #expect(try owner.setup() == sample)
    }

    @Test func `a desk cannot import, and is named`() throws {
        var desk = try practice.desk()
        let error = #expect(throws: StoreError.self) { try desk.replaceSetup(sample) }
        guard case .schema(let error) = error else { throw Unexpected() }
        #expect(error == .notOwner(role: "touchbase_desk"))
    }

    @Test func `imports at once take turns`() throws {
        let race = Barrier(participants: 4)
        let imports = (0..<4).map { number in
            Work { [practice, sample] in
                defer { race.leave() }
                var owner = try practice.owner()
                var mine = sample
                mine.practice.brand = "Practice \(number)"
                race.wait()
                for _ in 0..<5 { try owner.replaceSetup(mine) }
            }
        }
        for work in imports { try work.value() }
        var owner = try practice.owner()
        var last = try owner.setup()
        #expect(last.practice.brand.hasPrefix("Practice "))
        last.practice.brand = sample.practice.brand
        #expect(last == sample)
    }

    @Test func `an import while desks hold leaves every hold as it was`() throws {
        var desk = try practice.desk()
        var owner = try practice.owner()
        var same = try owner.setup()
        same.practice.brand = "Renamed"
        let importing = Work { [practice, same] in
            var owner = try practice.owner()
            for _ in 0..<10 { try owner.replaceSetup(same) }
        }
        for number in 0..<20 { try desk.hold(at: practice.time(number * 60)) }
        try importing.value()
        #expect(try desk.ask(Statement.holds).count == 20)
    }
}
