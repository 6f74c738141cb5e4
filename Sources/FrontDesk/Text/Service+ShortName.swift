import Booking

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
}
