import Booking
import Testing

struct MoneyTests {
    @Test(arguments: [
        (9500, "USD", "$95.00"), (5, "EUR", "€0.05"), (12_345, "CHF", "CHF 123.45"), (9500, "JPY", "¥9500"),
        (1250, "KWD", "KWD 1.250"), (0, "USD", "$0.00"), (-150, "GBP", "£-1.50"),
    ])
    func `an amount has the decimals of its currency`(minorUnits: Int, currency: String, text: String) {
        #expect(Money(minorUnits: minorUnits, currency: currency).description == text)
    }
}
