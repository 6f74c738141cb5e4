import Glibc

/// Where a command's words go: text for people, or JSON and nothing else on standard output.
struct Console {
    let isJSON: Bool

    /// The command's answer.
    func show(_ report: some Report) {
        if isJSON {
            show(json: report.write)
        } else {
            say(report)
        }
    }

    /// A part of the answer that people see before the rest; programs get it with the rest.
    func say(_ report: some Report) {
        guard !isJSON else { return }
        var page = TextPage()
        report.write(to: &page)
        Self.write(Locale.spelled(page.text), to: STDOUT_FILENO)
    }

    /// Why there is no answer: people read it on standard error, programs get it like an answer.
    func show(_ failure: Failure) {
        if isJSON {
            show(json: failure.write)
        } else {
            var page = TextPage()
            failure.write(to: &page)
            Self.write(Locale.spelled(page.text), to: STDERR_FILENO)
        }
    }

    private func show(json write: (inout JSONWriter) -> Void) {
        var json = JSONWriter()
        write(&json)
        Self.write(json.bytes + [UInt8(ascii: "\n")], to: STDOUT_FILENO)
    }

    /// The terminal's width; without bounds where the output is no terminal.
    static var columns: Int {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return .max }
        return Int(size.ws_col)
    }

    private static func write(_ text: String, to descriptor: Int32) {
        write(Array(text.utf8), to: descriptor)
    }

    /// Gives up silently when nobody reads any more: there is nobody left to tell.
    private static func write(_ bytes: [UInt8], to descriptor: Int32) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if written < 0, errno != EINTR { return }
            rest = rest.dropFirst(max(0, written))
        }
    }
}
