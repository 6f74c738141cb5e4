import Glibc

/// Where a command's words go: text for people, or JSON and nothing else on standard output.
struct Console {
    let isJSON: Bool

    /// The command's answer.
    ///
    /// - Throws: when it cannot be written. That nobody reads any more is no error: there is nobody left to tell.
    func show(_ report: some Report) throws(OutputError) {
        if isJSON {
            try show(json: report.write)
        } else {
            try write(report)
        }
    }

    /// A part of the answer that people see before the rest; programs get it with the rest. Where it cannot be written
    /// the rest cannot either, and that will say so: what is under way goes on.
    func say(_ report: some Report) {
        guard !isJSON else { return }
        try? write(report)
    }

    private func write(_ report: some Report) throws(OutputError) {
        var page = TextPage()
        report.write(to: &page)
        try Self.write(Locale.spelled(page.text), to: STDOUT_FILENO)
    }

    /// Why there is no answer: people read it on standard error, programs get it like an answer.
    func show(_ failure: Failure) {
        if isJSON {
            do throws(OutputError) {
                try show(json: failure.write)
            } catch {
                Self.complain(error.failure)
            }
        } else {
            Self.complain(failure)
        }
    }

    /// Says on standard error what is wrong, whatever the answer's form: there is no other way left.
    static func complain(_ failure: Failure) {
        var page = TextPage()
        failure.write(to: &page)
        try? write(Locale.spelled(page.text), to: STDERR_FILENO)
    }

    private func show(json write: (inout JSONWriter) -> Void) throws(OutputError) {
        var json = JSONWriter()
        write(&json)
        try Self.write(json.bytes + [UInt8(ascii: "\n")], to: STDOUT_FILENO)
    }

    /// The terminal's width; without bounds where the output is no terminal.
    static var columns: Int {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return .max }
        return Int(size.ws_col)
    }

    private static func write(_ text: String, to descriptor: Int32) throws(OutputError) {
        try write(Array(text.utf8), to: descriptor)
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) throws(OutputError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if written < 0, errno == EPIPE { return }
            guard written >= 0 || errno == EINTR else { throw OutputError(code: errno) }
            rest = rest.dropFirst(max(0, written))
        }
    }
}

/// The answer could not be written to standard output.
struct OutputError: Error {
    /// The `errno` of the call that failed.
    let code: Int32

    var failure: Failure {
        Failure(
            code: .unavailable,
            message: "The answer cannot be written to standard output: \(String(cString: strerror(code))). "
                + "What was to be changed has been changed.")
    }
}
