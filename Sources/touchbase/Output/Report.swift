/// What a command has to say: once for people, once for programs.
protocol Report {
    func write(to page: inout TextPage)
    /// Writes one JSON object.
    func write(to json: inout JSONWriter)
    /// The exit status with which the command ends.
    var status: ExitStatus { get }
}

extension Report {
    var status: ExitStatus { .done }
}

/// How a command ends, as sysexits.h numbers it.
enum ExitStatus: Int32 {
    case done = 0
    /// The command line itself is wrong.
    case usage = 64
    /// What was asked for does not exist or cannot be: an unknown service, a time that does not exist.
    case badData = 65
    /// The database or the mail server cannot be reached.
    case unavailable = 69
    /// Somebody else has it.
    case conflict = 75
}
