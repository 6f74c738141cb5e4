import Availability
import Foundation

/// The zones of this machine, as the program reads them.
enum SystemZones {
    private static let folder = URL(filePath: "/usr/share/zoneinfo")

    static func zone(_ identifier: String) throws -> ZoneRules {
        try ZoneRules(identifier: identifier, tzif: bytes(identifier))
    }

    static func bytes(_ identifier: String) throws -> [UInt8] {
        try Array(Data(contentsOf: folder.appending(path: identifier)))
    }

    /// Every zone of the IANA database that is installed.
    static var identifiers: [String] {
        TimeZone.knownTimeZoneIdentifiers.filter {
            FileManager.default.fileExists(atPath: folder.appending(path: $0).path)
        }
    }
}
