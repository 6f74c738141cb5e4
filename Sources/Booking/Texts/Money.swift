/// An amount in a currency's minor unit, and how it is written.
public struct Money: Hashable, Sendable, CustomStringConvertible {
    /// Cents, pence, yen.
    public var minorUnits: Int
    /// ISO 4217, such as `USD`.
    public var currency: String

    public init(minorUnits: Int, currency: String) {
        self.minorUnits = minorUnits
        self.currency = currency
    }

    /// Decimals of a currency, as ISO 4217 lists them; 2 for those that are not among the exceptions.
    public static func decimals(of currency: String) -> Int {
        switch currency {
        case "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF",
            "XOF", "XPF":
            0
        case "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND": 3
        default: 2
        }
    }

    /// `95.00`, without the currency.
    public var amount: String {
        let decimals = Self.decimals(of: currency)
        let digits = String(minorUnits.magnitude)
        let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
        let whole = padded.dropLast(decimals)
        let fraction = padded.suffix(decimals)
        return (minorUnits < 0 ? "-" : "") + whole + (fraction.isEmpty ? "" : ".\(fraction)")
    }

    /// `$95.00`, or `CHF 95.00` for a currency without a sign of its own.
    public var description: String {
        guard let sign = Self.signs[currency] else { return "\(currency) \(amount)" }
        return sign + amount
    }

    private static let signs = ["USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "INR": "₹"]
}
