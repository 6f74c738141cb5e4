import Testing

@testable import Mail

struct SMTPReplyTests {
    @Test(arguments: [
        ("2.0.0 Ok: queued as 4F2AB1C", "4F2AB1C"),
        ("2.0.0 Ok: queued as 8Hxq2", "8Hxq2"),
        ("OK id=1uabcd-0000Xy-12", "1uabcd-0000Xy-12"),
        ("2.0.0 5a4G1b2c Message accepted for delivery", "5a4G1b2c"),
        ("Ok 010001927ab3-77", "010001927ab3-77"),
        ("2.0.0 OK  1714 d9443c01a7336-1eb7 - gsmtp", "2.0.0 OK  1714 d9443c01a7336-1eb7 - gsmtp"),
        ("OK", "OK"),
        ("queued as", "queued as"),
        ("", "250"),
    ])
    func `the server's name for a mail is found where it can be told, else its whole answer is kept`(
        text: String, name: String
    ) {
        #expect(SMTPReply(code: 250, text: text).mailName == name)
    }
}
