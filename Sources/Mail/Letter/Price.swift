/// An amount as a customer reads it: `$120.00`, `CHF 120.00`, `¥9000`.
struct Price: CustomStringConvertible {
    /// In the currency's minor unit (cents); not negative.
    let amount: Int
    /// ISO 4217.
    let currency: String

    var description: String {
        let symbol = Self.symbols[currency] ?? "\(currency) "
        guard decimals > 0 else { return "\(symbol)\(amount)" }
        let digits = String(amount)
        let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
        return "\(symbol)\(padded.dropLast(decimals)).\(padded.suffix(decimals))"
    }

    /// How many digits the minor unit takes, as ISO 4217 lists it ("Minor unit" of table A.1).
    private var decimals: Int {
        if Self.withoutMinorUnit.contains(currency) { return 0 }
        return Self.inThousandths.contains(currency) ? 3 : 2
    }

    private static let symbols = ["USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥"]
    private static let inThousandths: Set = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"]
    private static let withoutMinorUnit: Set = [
        "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF",
        "XPF",
    ]
}
