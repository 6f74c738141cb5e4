import Booking

extension Service {
    /// `Swedish 60` of `60-minute Swedish`: in a narrow column the end is cut, and what is done matters more than how long
    /// it takes.
    var shortName: String {
        let parts = name.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].hasSuffix("-minute"), let minutes = Int(parts[0].dropLast(7)) else {
            return name
        }
        return "\(parts[1]) \(minutes)"
    }
}
