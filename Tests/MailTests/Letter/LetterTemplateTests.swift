import Booking
import Foundation
import Mail
import Testing

struct LetterTemplateTests {
    private func letter(
        _ kind: Sample.Kind = .confirmation, own: [String: String] = [:],
        booking: Booking = Sample.booking()
    ) throws -> Letter {
        try Letter(kind, of: booking, from: Sample.practice, in: Sample.zone, by: LetterTemplates(own: own))
    }

    @Test(arguments: [
        (Sample.Kind.confirmation, "Your appointment on", "is booked."),
        (.moved, "Your appointment is now on", "has been moved."), (.reminder, "is near", "seeing you soon."),
        (.cancellation, "is cancelled", "has been cancelled."),
    ])
    func `each kind says in its first words what has become of the appointment`(
        kind: Sample.Kind, subject: String, text: String
    ) throws {
        let letter = try letter(kind)
        #expect(letter.subject.contains(subject) && letter.text.contains(text))
        #expect(letter.subject.contains("Tuesday, 5 May 2026 at 14:00 EDT") && letter.text.contains("K7M2QX"))
        #expect(!letter.text.contains("{{") && !(letter.html ?? "{{").contains("{{"))
    }

    /// `docs/confirmation.png` shows it in a mail program.
    @Test func `the page is the one in the documentation`() throws {
        let golden = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Goldens/confirmation.html")
        let html = try #require(letter().html)
        if ProcessInfo.processInfo.environment["RECORD_GOLDENS"] != nil { try Data(html.utf8).write(to: golden) }
        #expect(html == String(decoding: try Data(contentsOf: golden), as: UTF8.self))
    }

    @Test func `a practice's own template takes the place of the program's, in text and page`() throws {
        let own = [
            "confirmation.txt": "Subject: Hi {{name}}\r\n\r\nSee you at {{ time }}.\r\n\r\n    What: {{service}}\r\n"
        ]
        let letter = try letter(own: own)
        #expect(letter.subject == "Hi Alex Morgan")
        #expect(letter.text == "See you at 14:00 EDT (2:00 pm).\n\n    What: 60-minute Swedish\n")
        #expect(letter.html?.contains("<p>See you at 14:00 EDT (2:00 pm).</p>") == true)
        #expect(letter.html?.contains("<th scope=\"row\">What</th><td>60-minute Swedish</td>") == true)
    }

    @Test func `values are text on the page, whatever is in them, and make no paragraph of their own`() throws {
        let booking = Sample.booking(customer: "<b>Eve</b> & \"Co\"\n\n    Bank: {{price}}")
        let html = try #require(letter(booking: booking).html)
        #expect(html.contains("<p>Hello &lt;b&gt;Eve&lt;/b&gt; &amp; &quot;Co&quot; Bank: {{price}},</p>"))
        #expect(
            html.components(separatedBy: "<p>").count
                == (try #require(letter().html)).components(separatedBy: "<p>").count)
    }

    @Test(arguments: [
        ("confirmation.txt", "Hello {{name}}\n", 1 as Int?, "must begin with a line \"Subject: …\""),
        (
            "confirmation.txt", "Subject: Hi\n\nHello\n\n    Price: {{prize}}\n", 5,
            "no field {{prize}}; there are: brand, "
        ),
        ("reminder.txt", "Subject: {{name\n\nHello\n", 1, "has no }}"),
        ("layout.html", "<p>{{brand}}</p>", nil, "{{letter}}, where the letter goes, is missing"),
        ("layout.html", "{{letter}}{{service}}", nil, "no field {{service}}; there are: brand, letter, subject"),
        ("confirm.txt", "Subject: Hi\n\nHello\n", nil, "no mail uses it; the files are: confirmation.txt, moved.txt"),
    ])
    func `a template that cannot be used is named with its line and the cure`(
        file: String, text: String, line: Int?, says: String
    ) {
        let error = #expect(throws: TemplateError.self) { try LetterTemplates(own: [file: text]) }
        #expect(error?.file == file && error?.line == line)
        #expect(error?.description.contains(says) == true, "\(error?.description ?? "")")
    }

    @Test func `the program's own files are a practice's to begin with`() throws {
        let own = Dictionary(uniqueKeysWithValues: LetterTemplates.files.map { ($0, LetterTemplates.builtIn($0)) })
        #expect(own.count == 5)
        #expect(try letter(own: own) == letter())
    }
}
