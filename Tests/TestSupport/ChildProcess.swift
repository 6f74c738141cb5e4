import Foundation
import Glibc

/// A program run by a test, with pipes to it; killed when the test is through with it.
public final class ChildProcess {
    private let process = Process()
    private let input = Pipe()
    private var output: Stream
    private var errors: Stream

    public struct Outcome: Equatable, Sendable {
        /// Exit status; 128 + the signal when one ended it.
        public var status: Int32
        public var output: String
        public var errorOutput: String
    }

    public struct TimedOut: Error, CustomStringConvertible {
        public let description: String
    }

    /// Starts `path`; `environment` replaces the whole of ours, `folder` is its working folder.
    public init(
        _ path: String, _ arguments: [String] = [], environment: [String: String]? = nil, folder: String? = nil
    ) throws {
        let (outputPipe, errorPipe) = (Pipe(), Pipe())
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        process.environment = environment
        process.currentDirectoryURL = folder.map { URL(filePath: $0) }
        process.standardInput = input
        process.standardOutput = outputPipe
        process.standardError = errorPipe
        (output, errors) = (Stream(outputPipe), Stream(errorPipe))
        try process.run()
    }

    deinit {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    }

    public var processIdentifier: Int32 { process.processIdentifier }

    public func send(_ text: String) throws {
        try input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
    }

    public func closeInput() throws {
        try input.fileHandleForWriting.close()
    }

    public func signal(_ number: Int32) {
        kill(process.processIdentifier, number)
    }

    /// The next line of its standard output, without the newline; throws `TimedOut` when none comes.
    public func readLine(within limit: Duration = .seconds(20)) throws -> String {
        let deadline = ContinuousClock.now + limit
        while true {
            if let line = output.takeLine() { return line }
            guard !output.isEnded, ContinuousClock.now < deadline else { throw timedOut("no line") }
            pump(milliseconds: 20)
        }
    }

    /// Waits for its end and gives all its output not read before; kills it and throws `TimedOut` when it takes longer.
    public func finish(within limit: Duration = .seconds(20)) throws -> Outcome {
        let deadline = ContinuousClock.now + limit
        while process.isRunning || !(output.isEnded && errors.isEnded) {
            // A grandchild may keep the pipes open: what is there when the program has ended is all there is.
            let wasRunning = process.isRunning
            if !pump(milliseconds: 20), !wasRunning { break }
            guard ContinuousClock.now < deadline else {
                kill(process.processIdentifier, SIGKILL)
                throw timedOut("still running")
            }
        }
        let status = process.terminationStatus + (process.terminationReason == .uncaughtSignal ? 128 : 0)
        return Outcome(status: status, output: output.takeText(), errorOutput: errors.takeText())
    }

    private func timedOut(_ what: String) -> TimedOut {
        TimedOut(description: "\(process.executableURL?.lastPathComponent ?? ""): \(what): \(errors.takeText())")
    }

    /// Reads what comes; false when nothing came within the time.
    @discardableResult private func pump(milliseconds: Int32) -> Bool {
        var descriptors = [output, errors].map {
            pollfd(fd: $0.isEnded ? -1 : $0.descriptor, events: Int16(POLLIN), revents: 0)
        }
        guard poll(&descriptors, 2, milliseconds) > 0 else { return false }
        if descriptors[0].revents != 0 { output.read() }
        if descriptors[1].revents != 0 { errors.read() }
        return true
    }
}

/// The reading end of a pipe and what has come out of it.
private struct Stream {
    private let pipe: Pipe
    private var bytes: [UInt8] = []
    private(set) var isEnded = false

    init(_ pipe: Pipe) {
        self.pipe = pipe
    }

    var descriptor: Int32 { pipe.fileHandleForReading.fileDescriptor }

    mutating func read() {
        var chunk = [UInt8](repeating: 0, count: 65_536)
        let count = Glibc.read(descriptor, &chunk, chunk.count)
        if count > 0 { bytes += chunk.prefix(count) } else { isEnded = true }
    }

    mutating func takeLine() -> String? {
        guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
        defer { bytes.removeFirst(end + 1) }
        return String(decoding: bytes[..<end], as: UTF8.self)
    }

    mutating func takeText() -> String {
        defer { bytes = [] }
        return String(decoding: bytes, as: UTF8.self)
    }
}
