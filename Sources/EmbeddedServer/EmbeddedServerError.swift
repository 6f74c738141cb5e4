import Glibc

/// Why the private server is not there; each case's text says what to do.
public enum EmbeddedServerError: Error, Hashable, Sendable {
    /// No PostgreSQL programs were found; `searched` is the folder that was asked for, nil for the usual places.
    case notInstalled(searched: String?)
    /// The installed versions are all too old.
    case tooOld(installed: Int, needed: Int)
    /// The cluster in `folder` was made by a major version that is not installed.
    case otherVersion(folder: String, made: Int, installed: [Int])
    /// `pg_dump` and its companions are not installed in the server's version or a later one.
    case noClients(needed: Int, installed: [Int])
    /// The folder holds something that is not a cluster.
    case notACluster(folder: String)
    case noPermission(path: String)
    /// There can be no such folder.
    case impossible(path: String)
    /// A file of the cluster is missing or cannot be read; `line` is what the server says of it.
    case damaged(folder: String, line: String)
    case diskFull(path: String)
    /// The program runs as root, PostgreSQL will not, and there is no `postgres` user to run it.
    case noAccount
    /// The program runs as root, and the server's user may not pass through `folder`.
    case notTraversable(folder: String, account: String)
    /// Other processes still use the server.
    case inUse
    /// Another process has been starting or stopping the server for too long.
    case busy(lock: String)
    /// The server lives, but was not ready, or not gone, in time.
    case timedOut(log: String)
    /// The server or its maker gave up; `line` is the one line of their output that says why.
    case failed(program: String, line: String, log: String)
}

extension EmbeddedServerError: CustomStringConvertible {
    /// One line: what is wrong and what to do.
    public var description: String {
        switch self {
        case .notInstalled(nil):
            "PostgreSQL is not installed: install it (on Debian: apt install postgresql), or set DATABASE_URL."
        case .notInstalled(let searched?):
            "There is no PostgreSQL in \(searched): set TOUCHBASE_PG_BIN to the folder that has initdb and postgres."
        case .tooOld(let installed, let needed):
            "PostgreSQL \(installed) is too old: install version \(needed) or later, or set DATABASE_URL."
        case .otherVersion(let folder, let made, let installed):
            """
            The database in \(folder) was made by PostgreSQL \(made), but \(Self.list(installed)) is installed: \
            install version \(made), or upgrade the folder with pg_upgrade.
            """
        case .noClients(let needed, let installed):
            """
            pg_dump, pg_restore and psql of PostgreSQL \(needed) or later are needed, and \(Self.list(installed)) is \
            installed: install them (on Debian: apt install postgresql-client-\(needed)).
            """
        case .notACluster(let folder):
            "\(folder) is not a PostgreSQL cluster: move it away, or set TOUCHBASE_HOME to another folder."
        case .noPermission(let path):
            "No permission for \(path): give it to the user who runs this, or set TOUCHBASE_HOME to a folder of your own."
        case .impossible(let path):
            "There can be no folder \(path): set TOUCHBASE_HOME to a folder that you can write to."
        case .damaged(let folder, let line):
            "The database in \(folder) is damaged (\(line)): bring the folder back from a backup, or move it away to begin anew."
        case .diskFull(let path): "The disk that holds \(path) is full: free some space and try again."
        case .noAccount:
            "PostgreSQL does not run as root and there is no user 'postgres': install PostgreSQL from packages, or use another user."
        case .notTraversable(let folder, let account):
            "The user '\(account)' may not pass through \(folder): run chmod o+x on it, or set TOUCHBASE_HOME elsewhere."
        case .inUse: "The database is in use by other terminals: close them first."
        case .busy(let lock):
            "Another process has been starting or stopping the database for too long (it holds \(lock)): end it and try again."
        case .timedOut(let log): "The database server did not answer in time: look into \(log), then try again."
        case .failed(let program, let line, let log): "\(program) failed: \(line) (more in \(log))"
        }
    }

    private static func list(_ versions: [Int]) -> String {
        versions.isEmpty ? "none" : versions.map(String.init).joined(separator: ", ")
    }

    /// What the system's `errno` says about `path`.
    public init(errno code: Int32, path: String) {
        self =
            switch code {
            case ENOSPC, EDQUOT: .diskFull(path: path)
            case EACCES, EPERM, EROFS: .noPermission(path: path)
            case ENOENT, ENOTDIR, ELOOP, ENAMETOOLONG: .impossible(path: path)
            default: .failed(program: "the system", line: String(cString: strerror(code)), log: path)
            }
    }

    /// What the output of one of PostgreSQL's programs says; the whole of it is in `log`.
    init(program: String, output: String, log: String, folder: String) {
        if output.contains("No space left on device") {
            self = .diskFull(path: folder)
            return
        }
        let lines = output.split(separator: "\n")
        if output.contains("could not find the database system"), let last = lines.last {
            self = .damaged(folder: folder, line: String(last.hasPrefix("but ") ? last.dropFirst(4) : last))
            return
        }
        let marks = ["FATAL:", "PANIC:", "error:", "ERROR:"]
        let telling =
            lines.last { line in marks.contains { line.contains($0) } } ?? lines.last ?? "it ended without a word"
        let start = marks.compactMap { telling.firstRange(of: $0)?.upperBound }.first ?? telling.startIndex
        self = .failed(program: program, line: String(telling[start...].drop { $0 == " " }), log: log)
    }
}
