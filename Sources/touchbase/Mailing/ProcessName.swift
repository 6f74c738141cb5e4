import Glibc

/// How this process is told from others of the same terminal.
enum ProcessName {
    static var own: String { String(getpid()) }
}
