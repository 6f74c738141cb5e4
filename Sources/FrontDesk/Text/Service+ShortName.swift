import Availability
import Booking
import Screen

extension Service {
    /// `Swedish 60` of `60-minute Swedish`: in a narrow column the end is cut, and what is done matters more than how long
    /// it takes.
    var shortName: String {
        // By bytes: each frame has it for each block.
        let minutes = name.utf8.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        let rest = name.utf8[minutes.endIndex...]
        let unit = "-minute ".utf8
        guard !minutes.isEmpty, rest.count > unit.count, rest.starts(with: unit) else { return name }
        return "\(Substring(rest.dropFirst(unit.count))) \(Substring(minutes))"
    }

    /// The short name, or `Swedish` of `60-minute Swedish` where even that has no room.
    func shortName(fitting columns: Int) -> String {
        let (whole, end) = (shortName, " \(times.duration)")
        return textWidth(whole) > columns && whole.hasSuffix(end) ? String(whole.dropLast(end.count)) : whole
    }
}
