/// One mail on its way: its bytes, and what was said over them. libcurl's callbacks reach it through a pointer while
/// `EasyHandle.perform` runs.
struct SMTPExchange {
    var dialogue: SMTPDialogue
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8], dialogue: SMTPDialogue) {
        self.bytes = bytes
        self.dialogue = dialogue
    }

    /// Fills `buffer` with what comes next, and returns how much that is; 0: there is no more, and the dot follows.
    mutating func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        if position == 0 { dialogue.bodyBegan() }
        let part = bytes[position...].prefix(buffer.count)
        if part.isEmpty { dialogue.bodyEnded() }
        buffer.copyBytes(from: part)
        position += part.count
        return part.count
    }
}
