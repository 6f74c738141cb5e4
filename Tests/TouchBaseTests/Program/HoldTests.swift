import Foundation
import TestSupport
import Testing

struct HoldTests {
    private let swedish = "60-minute Swedish"

    @Test func `of sixteen programs that want one slot one gets it`() throws {
        let folder = try TemporaryFolder()
        let program = try Program(home: folder.path)
        let rivals = try (1...16).map { _ in try program.start(["hold", swedish, Fixture.at("10:00"), "--json"]) }
        let outcomes = try rivals.map { try $0.finish() }
        #expect(outcomes.count { $0.status == 0 } == 1)
        #expect(outcomes.count { $0.status == 75 } == 15)
        for loser in outcomes where loser.status != 0 {
            #expect(loser.output.contains(#""code":"conflict""#))
        }
    }

    @Test func `who loses a race gets the next best therapist at the same start`() throws {
        let folder = try TemporaryFolder()
        let program = try Program(home: folder.path)
        let rivals = try (1...6).map { _ in try program.start(["hold", "Foot Rub", Fixture.at("10:00"), "--json"]) }
        let statuses = try rivals.map { try $0.finish().status }
        #expect(statuses.count { $0 == 0 } == 2)
        #expect(statuses.count { $0 == 75 } == 4)
    }

    @Test func `a hold is confirmed for a customer, once`() throws {
        let folder = try TemporaryFolder()
        let program = try Program(home: folder.path)
        _ = try program.run("book", "jo@example.com", "Foot Rub", Fixture.at("09:00"), "--name", "Jo Smith")
        let held = try program.run("hold", swedish, Fixture.at("10:00"), "--json").json()
        let reference = try #require(held["reference"] as? String)
        #expect(held["status"] as? String == "hold")
        #expect(held["hold_expires_at"] is String)
        #expect(held["customer"] is NSNull)

        let nobody = try program.run("confirm", reference, "--json")
        #expect(nobody.status == 65)
        #expect((try nobody.error()["message"] as? String)?.contains("add --customer EMAIL") == true)
        let unknown = try program.run("confirm", reference, "--customer", "nobody@example.com", "--json")
        #expect((try unknown.error()["message"] as? String)?.contains("Add --name NAME") == true)

        let confirmed = try program.run("confirm", reference.lowercased(), "--customer", "JO@example.com", "--json")
        #expect(confirmed.status == 0)
        #expect((try confirmed.json()["customer"] as? [String: Any])?["name"] as? String == "Jo Smith")
        let again = try program.run("confirm", reference, "--json")
        #expect(again.status == 65)
        #expect(try again.error()["code"] as? String == "invalid")
    }

    @Test func `a hold is confirmed for a customer whom nobody knew`() throws {
        let folder = try TemporaryFolder()
        let program = try Program(home: folder.path)
        let held = try program.run("hold", swedish, Fixture.at("10:00"), "--json").json()
        let reference = try #require(held["reference"] as? String)
        let nameless = try program.run("confirm", reference, "--name", "Sam Lee")
        #expect(nameless.status == 64)
        #expect(nameless.errorOutput.contains("add --customer EMAIL"))
        let confirmed = try program.run(
            "confirm", reference, "--customer", "sam@example.com", "--name", "Sam Lee", "--phone", "313 555 0142",
            "--json")
        #expect(confirmed.status == 0, "\(confirmed.output)")
        let customer = try #require(try confirmed.json()["customer"] as? [String: Any])
        #expect(customer["name"] as? String == "Sam Lee")
        #expect(customer["phone"] as? String == "313 555 0142")
    }

    @Test func `what is confirmed for somebody is not confirmed for another, who is told whose it is`() throws {
        let folder = try TemporaryFolder()
        let program = try Program(home: folder.path)
        let booked = try program.run(
            "book", "jo@example.com", "Foot", Fixture.at("10:00"), "--name", "Jo Smith", "--json")
        let reference = try #require(try booked.json()["reference"] as? String)
        let other = try program.run(
            "confirm", reference, "--customer", "sam@example.com", "--name", "Sam Lee", "--json")
        #expect(other.status == 75)
        #expect(try other.error()["code"] as? String == "conflict")
        #expect("\(try other.error())".contains("\(reference) is confirmed already, for Jo Smith"))
        // Nobody was made a customer for it.
        let unknown = try program.run("hold", swedish, Fixture.at("12:00"), "--customer", "sam@example.com")
        #expect(unknown.errorOutput.contains("No customer has the email sam@example.com"))
        #expect(try program.run("confirm", reference, "--customer", "JO@example.com").status == 65)
    }

    @Test func `a hold can be made for a new customer, too`() throws {
        let folder = try TemporaryFolder()
        let program = try Program(home: folder.path)
        let held = try program.run(
            "hold", swedish, Fixture.at("10:00"), "--customer", "sam@example.com", "--name", "Sam Lee", "--json")
        let reference = try #require(try held.json()["reference"] as? String)
        #expect(try program.run("confirm", reference).status == 0)
    }

    @Test func `a cancelled slot is free again, and the history says why`() throws {
        let folder = try TemporaryFolder()
        let program = try Program(home: folder.path)
        let held = try program.run("hold", swedish, Fixture.at("10:00"), "--json").json()
        let reference = try #require(held["reference"] as? String)
        #expect(try program.run("cancel", reference, "--reason", "caller hung up").status == 0)
        #expect(try program.run("hold", swedish, Fixture.at("10:00")).status == 0)
        let history = try #require(try program.run("show", reference, "--json").json()["history"] as? [[String: Any]])
        #expect(history.map { $0["to"] as? String } == ["hold", "cancelled"])
        #expect(history.last?["note"] as? String == "caller hung up")
        #expect(history.last?["staff"] as? String == "Dana")
        let again = try program.run("cancel", reference, "--json")
        let error = try #require(try again.json()["error"] as? [String: Any])
        let message = try #require(error["message"] as? String)
        #expect(again.status == 65 && message.hasPrefix("\(reference) was cancelled already, "))
        #expect(message.contains(" by Dana at ") && message.hasSuffix(": caller hung up."))
    }

    @Test func `nothing has to be swept when nothing ran out`() throws {
        let folder = try TemporaryFolder()
        let program = try Program(home: folder.path)
        _ = try program.run("hold", swedish, Fixture.at("10:00"))
        let swept = try program.run("expire-holds", "--json")
        #expect(swept.status == 0)
        #expect(swept.output == "{\"expired\":[]}\n")
    }
}
