/// Takes big-endian numbers off the front of some bytes, and never reads past their end.
struct ByteReader {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) {
        rest = bytes[...]
    }

    var remaining: Int { rest.count }

    mutating func byte() throws(ZoneDataError.Flaw) -> UInt8 {
        guard let byte = rest.popFirst() else { throw .endsEarly }
        return byte
    }

    mutating func bytes(_ count: Int) throws(ZoneDataError.Flaw) -> ArraySlice<UInt8> {
        guard count <= rest.count else { throw .endsEarly }
        defer { rest.removeFirst(count) }
        return rest.prefix(count)
    }

    /// The bytes before the next `mark`, which is taken too.
    mutating func bytes(upTo mark: UInt8) throws(ZoneDataError.Flaw) -> ArraySlice<UInt8> {
        guard let end = rest.firstIndex(of: mark) else { throw .endsEarly }
        defer { rest = rest[(end + 1)...] }
        return rest[..<end]
    }

    mutating func skip(_ count: Int) throws(ZoneDataError.Flaw) {
        _ = try bytes(count)
    }

    mutating func uint32() throws(ZoneDataError.Flaw) -> UInt32 {
        try bytes(4).reduce(0) { $0 << 8 | UInt32($1) }
    }

    mutating func int64() throws(ZoneDataError.Flaw) -> Int64 {
        try bytes(8).reduce(0) { $0 << 8 | Int64($1) }
    }
}
