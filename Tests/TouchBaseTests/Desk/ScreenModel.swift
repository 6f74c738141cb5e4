/// What a terminal would show of the bytes that a program sends: as much of xterm as ncurses uses, colours left out.
struct ScreenModel {
    private(set) var columns: Int
    private(set) var rows: Int
    private var cells: [[Character]]
    private var cursor = (row: 0, column: 0)
    private var margins: ClosedRange<Int>
    private var last: Character = " "
    private var rest: [UInt8] = []
    /// The private modes that are on, such as 1049 (the alternate screen) and 25 (the cursor shows).
    private(set) var modes: Set<Int> = [25]

    init(columns: Int, rows: Int) {
        self.columns = columns
        self.rows = rows
        cells = Self.blank(columns, rows)
        margins = 0...rows - 1
    }

    private static func blank(_ columns: Int, _ rows: Int) -> [[Character]] {
        Array(repeating: Array(repeating: " ", count: columns), count: rows)
    }

    /// The lines as they are seen, one below the other.
    var text: String { cells.map { String($0) }.joined(separator: "\n") }

    /// The program repaints after a change of size; a character of which half has come is not lost over it.
    mutating func resize(columns: Int, rows: Int) {
        self = ScreenModel(columns: columns, rows: rows, modes: modes, keeping: rest)
    }

    /// As it is when it is switched on, but for some modes, and the bytes that are to be read yet.
    private init(columns: Int, rows: Int, modes: Set<Int> = [25], keeping rest: [UInt8]) {
        self.init(columns: columns, rows: rows)
        self.modes = modes
        self.rest = rest
    }

    mutating func feed(_ bytes: [UInt8]) {
        rest += bytes
        var index = 0
        while index < rest.count, let length = takeOne(at: index) { index += length }
        rest.removeFirst(index)
    }

    /// How many bytes were taken; nil when the rest of them has not come.
    private mutating func takeOne(at index: Int) -> Int? {
        let byte = rest[index]
        switch byte {
        case 0x1B: return takeEscape(at: index)
        case 0x08: cursor.column = max(0, cursor.column - 1)
        case 0x0A: lineFeed()
        case 0x0D: cursor.column = 0
        case 0..<0x20: break
        default:
            let length = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
            guard index + length <= rest.count else { return nil }
            put(Character(String(decoding: rest[index..<index + length], as: UTF8.self)))
            return length
        }
        return 1
    }

    private mutating func takeEscape(at index: Int) -> Int? {
        guard index + 1 < rest.count else { return nil }
        switch rest[index + 1] {
        case UInt8(ascii: "["):
            guard let end = rest[(index + 2)...].firstIndex(where: { (0x40...0x7E).contains($0) }) else { return nil }
            control(String(decoding: rest[index + 2..<end], as: UTF8.self), Character(Unicode.Scalar(rest[end])))
            return end - index + 1
        case UInt8(ascii: "("), UInt8(ascii: ")"): return index + 2 < rest.count ? 3 : nil
        case UInt8(ascii: "]"):
            guard let end = rest[(index + 2)...].firstIndex(of: 0x07) else { return nil }
            return end - index + 1
        case UInt8(ascii: "c"):
            self = ScreenModel(columns: columns, rows: rows, keeping: rest)
            return 2
        case UInt8(ascii: "M"):
            if cursor.row == margins.lowerBound { scroll(by: -1) } else { cursor.row = max(0, cursor.row - 1) }
            return 2
        default: return 2
        }
    }

    private mutating func put(_ character: Character) {
        if cursor.column >= columns {
            cursor.column = 0
            lineFeed()
        }
        last = character
        cells[cursor.row][cursor.column] = character
        cursor.column += 1
    }

    private mutating func lineFeed() {
        if cursor.row == margins.upperBound { scroll(by: 1) } else { cursor.row = min(rows - 1, cursor.row + 1) }
    }

    /// Moves the lines between the margins up, or down when negative.
    private mutating func scroll(by count: Int, from top: Int? = nil) {
        let top = top ?? margins.lowerBound
        let size = margins.upperBound - top + 1
        let shift = min(abs(count), size)
        let blank = Self.blank(columns, shift)
        let lines = Array(cells[top...margins.upperBound])
        let moved = count > 0 ? Array(lines[shift...]) + blank : blank + Array(lines[..<(size - shift)])
        cells.replaceSubrange(top...margins.upperBound, with: moved)
    }

    private mutating func control(_ text: String, _ final: Character) {
        guard !text.hasPrefix("?") else { return setModes(text.dropFirst(), on: final == "h") }
        let numbers = text.split(separator: ";", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
        let count = max(1, numbers.first ?? 1)
        switch final {
        case "H": move(row: count - 1, column: max(1, numbers.dropFirst().first ?? 1) - 1)
        case "d": move(row: count - 1, column: cursor.column)
        case "G", "`": move(row: cursor.row, column: count - 1)
        case "A": move(row: cursor.row - count, column: cursor.column)
        case "B": move(row: cursor.row + count, column: cursor.column)
        case "C": move(row: cursor.row, column: cursor.column + count)
        case "D": move(row: cursor.row, column: cursor.column - count)
        case "r":
            let bottom = numbers.count > 1 && numbers[1] > 0 ? min(numbers[1], rows) : rows
            margins = min(count, bottom) - 1...bottom - 1
            cursor = (0, 0)
        case "b": for _ in 0..<count { put(last) }
        default: edit(final, numbers.first ?? 0, count)
        }
    }

    private mutating func edit(_ final: Character, _ kind: Int, _ count: Int) {
        let (row, column) = (cursor.row, min(cursor.column, columns - 1))
        switch final {
        case "J" where kind >= 2: cells = Self.blank(columns, rows)
        case "J":
            erase(row, column..<columns)
            for below in row + 1..<max(row + 1, rows) { erase(below, 0..<columns) }
        case "K": erase(row, kind == 0 ? column..<columns : kind == 1 ? 0..<column + 1 : 0..<columns)
        case "X": erase(row, column..<min(columns, column + count))
        case "@":
            cells[row].insert(contentsOf: Array(repeating: " ", count: count), at: column)
            cells[row] = Array(cells[row].prefix(columns))
        case "P":
            cells[row].removeSubrange(column..<min(columns, column + count))
            cells[row] += Array(repeating: " ", count: columns - cells[row].count)
        case "L": scroll(by: -count, from: row)
        case "M": scroll(by: count, from: row)
        case "S": scroll(by: count)
        case "T": scroll(by: -count)
        default: break
        }
    }

    private mutating func erase(_ row: Int, _ span: Range<Int>) {
        for column in span { cells[row][column] = " " }
    }

    private mutating func move(row: Int, column: Int) {
        cursor = (min(max(0, row), rows - 1), min(max(0, column), columns - 1))
    }

    private mutating func setModes(_ text: Substring, on: Bool) {
        for number in text.split(separator: ";").compactMap({ Int($0) }) {
            if on { modes.insert(number) } else { modes.remove(number) }
        }
    }
}
