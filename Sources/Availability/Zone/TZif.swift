/// A time zone file, read and checked (RFC 8536, section 3; version 4 as in RFC 9636).
struct TZif {
    /// When each offset begins, strictly ascending.
    private(set) var changes: [(at: Int64, offset: Int)] = []
    /// The first is in force before the first change.
    private(set) var offsets: [ZoneOffset] = []
    /// The rule after the last change; nil: the last offset stays.
    private(set) var footer: PosixZone?

    private enum Width: Int {
        case four = 4
        case eight = 8
    }

    init(_ bytes: [UInt8]) throws(ZoneDataError.Flaw) {
        var reader = ByteReader(bytes)
        let header = try Header(&reader)
        guard header.version >= 2 else {
            try readBlock(header, .four, &reader)
            return
        }
        // Version 1's block stands first for old readers; the same with eight bytes a time follows.
        try reader.skip(header.byteCount(timeWidth: Width.four.rawValue))
        try readBlock(Header(&reader), .eight, &reader)
        footer = try Self.readFooter(&reader)
    }

    private mutating func readBlock(
        _ header: Header, _ width: Width, _ reader: inout ByteReader
    ) throws(ZoneDataError.Flaw) {
        guard header.leaps == 0 else { throw .leapSeconds }
        guard reader.remaining >= header.byteCount(timeWidth: width.rawValue) else { throw .endsEarly }
        var times: [Int64] = []
        for _ in 0..<header.times {
            let time = try width == .four ? Int64(Int32(bitPattern: reader.uint32())) : reader.int64()
            // The earliest moment that files name is the Big Bang, as zic has it.
            guard (-(1 << 59)...1 << 59).contains(time), time > times.last ?? .min else { throw .inconsistent }
            times.append(time)
        }
        for time in times {
            let offset = Int(try reader.byte())
            guard offset < header.types else { throw .inconsistent }
            changes.append((time, offset))
        }
        try readOffsets(header, &reader)
        try reader.skip(header.standardFlags + header.universalFlags)
    }

    private mutating func readOffsets(_ header: Header, _ reader: inout ByteReader) throws(ZoneDataError.Flaw) {
        var records: [(seconds: Int, isDaylightSaving: Bool, name: Int)] = []
        for _ in 0..<header.types {
            let seconds = Int(Int32(bitPattern: try reader.uint32()))
            records.append((seconds, try reader.byte() != 0, Int(try reader.byte())))
        }
        let names = try reader.bytes(header.characters)
        for record in records {
            guard record.name < names.count else { throw .inconsistent }
            let name = names[(names.startIndex + record.name)...].prefix { $0 != 0 }
            guard name.endIndex < names.endIndex else { throw .inconsistent }
            offsets.append(
                try ZoneOffset(checking: record.seconds, name: name, isDaylightSaving: record.isDaylightSaving))
        }
    }

    private static func readFooter(_ reader: inout ByteReader) throws(ZoneDataError.Flaw) -> PosixZone? {
        let newline = UInt8(ascii: "\n")
        guard try reader.byte() == newline else { throw .badFooter }
        let text = try reader.bytes(upTo: newline)
        return text.isEmpty ? nil : try PosixZone(text)
    }
}

/// The six counts at the head of a block.
private struct Header {
    let version: Int
    let universalFlags: Int
    let standardFlags: Int
    let leaps: Int
    let times: Int
    let types: Int
    let characters: Int

    init(_ reader: inout ByteReader) throws(ZoneDataError.Flaw) {
        guard reader.remaining >= 4, try reader.bytes(4).elementsEqual("TZif".utf8) else { throw .notTZif }
        switch try reader.byte() {
        case 0: version = 1
        case UInt8(ascii: "2")...UInt8(ascii: "4"): version = 2
        default: throw .unknownVersion
        }
        try reader.skip(15)
        universalFlags = Int(try reader.uint32())
        standardFlags = Int(try reader.uint32())
        leaps = Int(try reader.uint32())
        times = Int(try reader.uint32())
        types = Int(try reader.uint32())
        characters = Int(try reader.uint32())
        guard (1...256).contains(types), [0, types].contains(universalFlags), [0, types].contains(standardFlags)
        else { throw .inconsistent }
    }

    func byteCount(timeWidth: Int) -> Int {
        times * (timeWidth + 1) + types * 6 + characters + leaps * (timeWidth + 4) + standardFlags + universalFlags
    }
}

extension ZoneOffset {
    /// An offset as files give it, held against the bounds of RFC 8536.
    init(
        checking seconds: Int, name: some Collection<UInt8>, isDaylightSaving: Bool
    ) throws(ZoneDataError.Flaw) {
        guard seconds > -90_000, seconds < Self.largest else { throw .offsetTooLarge }
        let scalars = name.map { Unicode.Scalar($0) }
        guard scalars.allSatisfy({ $0.isASCIIAlphanumeric || $0 == "+" || $0 == "-" }) else { throw .badAbbreviation }
        var text = ""
        text.unicodeScalars.append(contentsOf: scalars)
        self.init(seconds: seconds, abbreviation: text, isDaylightSaving: isDaylightSaving)
    }
}

extension Unicode.Scalar {
    fileprivate var isASCIIAlphanumeric: Bool {
        switch self {
        case "a"..."z", "A"..."Z", "0"..."9": true
        default: false
        }
    }
}
