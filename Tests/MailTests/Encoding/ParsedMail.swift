import Foundation
import Mail
import TestSupport

/// A mail as Python's email package and icalendar read it, which share no code with us.
struct ParsedMail: Decodable {
    struct Invitation: Decodable {
        /// Of the part, and of the calendar in it.
        let method: [String]
        let properties: [String: String]
        let attendee: String
        let organizer: String
        /// Seconds of the epoch: by the zone's name, and by the rules in the invitation.
        let starts: [Int64]
        let ends: [Int64]
        let errors: [String]
    }

    let headers: [[String]]
    let from: [[String]]
    let to: [[String]]
    let seconds: Int64
    let type: String
    let parts: [String]
    let text: String
    let html: String?
    let invitation: Invitation?
    let defects: [String]

    func header(_ name: String) -> [String] {
        headers.filter { $0[0].lowercased() == name.lowercased() }.map { $0[1] }
    }

    static func parse(_ messages: [Message]) throws -> [ParsedMail] {
        let mails = messages.map { Data($0.encoded()).base64EncodedString() }
        let parser = try ChildProcess(python: PackageResources.parse_mail_py)
        try parser.send(String(decoding: JSONEncoder().encode(mails), as: UTF8.self))
        try parser.closeInput()
        return try JSONDecoder().decode([ParsedMail].self, from: Data(parser.finish().output.utf8))
    }
}
