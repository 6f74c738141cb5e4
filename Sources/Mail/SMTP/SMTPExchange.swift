import CCurl

/// One mail on its way: its bytes, and what was said over them. libcurl's callbacks reach it through `SMTPTransfer`.
struct SMTPExchange {
    var dialogue: SMTPDialogue
    /// The last dot has to wait.
    private var holdsDot: Bool
    /// All but the last dot was handed over, and that waits.
    private(set) var isAtDot = false
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8], dialogue: SMTPDialogue, holdsDot: Bool = false) {
        self.bytes = bytes
        self.dialogue = dialogue
        self.holdsDot = holdsDot
    }

    /// The last dot may go.
    mutating func releaseDot() { (holdsDot, isAtDot) = (false, false) }

    /// Fills `buffer` with what comes next, and returns how much that is; 0: there is no more, and the dot follows.
    mutating func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        if position == 0 { dialogue.bodyBegan() }
        let part = bytes[position...].prefix(buffer.count)
        isAtDot = part.isEmpty && holdsDot
        guard !isAtDot else { return Int(CURL_READFUNC_PAUSE) }
        if part.isEmpty { dialogue.bodyEnded() }
        buffer.copyBytes(from: part)
        position += part.count
        return part.count
    }
}
