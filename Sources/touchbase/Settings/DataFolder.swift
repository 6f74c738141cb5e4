import FoundationEssentials
import Glibc

/// The folder for all that belongs to this machine and user: the private database, unsent mail, the configuration.
enum DataFolder {
    /// `TOUCHBASE_HOME`, else `touchbase` in the user's data folder as the XDG base directory specification has it.
    static func path(_ environment: [String: String]) throws(Failure) -> String {
        if let home = environment["TOUCHBASE_HOME"] { return absolute(home) }
        // The specification says that a relative path here is to be ignored.
        if let data = environment["XDG_DATA_HOME"], data.hasPrefix("/") { return "\(data)/touchbase" }
        guard let home = environment["HOME"] ?? accountHome else {
            throw Failure(
                code: .invalid, message: "There is no home folder to keep data in: set TOUCHBASE_HOME to a folder.")
        }
        return absolute("\(home)/.local/share/touchbase")
    }

    private static func absolute(_ path: String) -> String {
        path.hasPrefix("/") ? path : "\(FileManager.default.currentDirectoryPath)/\(path)"
    }

    private static var accountHome: String? {
        getpwuid(getuid()).flatMap { $0.pointee.pw_dir }.map { String(cString: $0) }
    }
}
