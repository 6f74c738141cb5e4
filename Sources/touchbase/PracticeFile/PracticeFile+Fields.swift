import Availability
import Booking

/// The single values of a practice file, each held against what the database will take.
extension PracticeFile.Reader {
    /// A text of one visible line.
    mutating func line(_ key: String, of section: TOMLSection) -> String? {
        guard let text = section.string(key, &problems) else { return nil }
        let isLine = text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
        guard isLine, text.contains(where: { !$0.isWhitespace }), text.unicodeScalars.count <= 200 else {
            problems.append(section.problem("\(key) must be one line of text, at most 200 characters.", at: key))
            return nil
        }
        return text
    }

    mutating func currency(of section: TOMLSection) -> String? {
        guard let code = section.string("currency", &problems) else { return nil }
        guard code.utf8.count == 3, code.utf8.allSatisfy({ (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) })
        else {
            problems.append(section.problem("currency must be three capitals such as USD or EUR.", at: "currency"))
            return nil
        }
        return code
    }

    /// In the currency's minor unit.
    mutating func price(of section: TOMLSection, currency: String) -> Int? {
        guard let amount = section.number("price", &problems) else { return nil }
        let decimals = Money.decimals(of: currency)
        let minor = (0..<decimals).reduce(amount) { scaled, _ in scaled * 10 }
        guard minor >= 0, minor <= Double(Int32.max), abs(minor - minor.rounded()) < 0.000_1 else {
            problems.append(
                section.problem(
                    "price must be an amount of \(currency), with at most \(decimals) decimals.", at: "price"))
            return nil
        }
        return Int(minor.rounded())
    }

    /// Only the form; whether somebody reads mail there is not looked at.
    mutating func address(of section: TOMLSection) -> String? {
        guard let text = line("mail_from", of: section) else { return nil }
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        let isPlain = !text.contains { $0.isWhitespace || "<>,;".contains($0) }
        guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }), isPlain, text.utf8.count <= 254 else {
            problems.append(
                section.problem("mail_from must be one address, such as desk@example.com.", at: "mail_from"))
            return nil
        }
        return text
    }

    mutating func phone(of section: TOMLSection) -> String? {
        guard let text = line("phone", of: section) else { return nil }
        guard text.contains(where: \.isNumber), text.count <= 40 else {
            problems.append(
                section.problem(
                    "phone must be a number, such as +1 313 555 0142, of at most 40 characters.", at: "phone"))
            return nil
        }
        return text
    }

    mutating func weekly(of section: TOMLSection) -> [Weekday: [DayWindow]] {
        var weekly: [Weekday: [DayWindow]] = [:]
        for (weekday, key) in zip(Weekday.allCases, PracticeFile.weekdayKeys) {
            let windows = windows(key, of: section)
            if !windows.isEmpty { weekly[weekday] = windows }
        }
        return weekly
    }

    mutating func overrides(of section: TOMLSection) -> [LocalDate: [DayWindow]] {
        guard let dates = section.section("dates", &problems) else { return [:] }
        var overrides: [LocalDate: [DayWindow]] = [:]
        for key in dates.keys {
            do {
                overrides[try LocalDate(parsing: key)] = windows(key, of: dates)
            } catch {
                problems.append(dates.problem("\(key) is no date. \(error)", at: key))
            }
        }
        return overrides
    }

    private mutating func windows(_ key: String, of section: TOMLSection) -> [DayWindow] {
        guard let texts = section.strings(key, &problems) else { return [] }
        var windows: [DayWindow] = []
        for (index, text) in texts.enumerated() {
            guard let window = HoursText.window(text) else {
                let advice =
                    "Write from-until, as in \"09:00-12:30\", \"22:00-06:00\" for a night shift, \"00:00-24:00\" for a whole day."
                problems.append(section.problem("\"\(text)\" is no hours. \(advice)", at: key, element: index))
                continue
            }
            if windows.contains(where: { $0.start < window.end && window.start < $0.end }) {
                problems.append(
                    section.problem(
                        "\"\(text)\" overlaps other hours of the same day: join them.", at: key, element: index))
            }
            windows.append(window)
        }
        return windows.sorted { $0.start < $1.start }
    }
}
