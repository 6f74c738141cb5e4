import EmbeddedServer
import FoundationEssentials
import Glibc
import Postgres

/// A file with all of a practice: `pg_dump`'s custom format, which `pg_restore` reads.
struct Archive {
    /// Absolute.
    let path: String

    /// The part of the database that is ours, and the extensions that it is built on.
    private static let contents = [
        "--schema=touchbase", "--extension=btree_gist", "--extension=pg_trgm", "--extension=unaccent",
    ]
    /// The line of a table of contents that no backup of ours lacks.
    private static let mark = "TABLE DATA touchbase booking "

    init(_ path: String) {
        self.path = path.hasPrefix("/") ? path : "\(FileManager.default.currentDirectoryPath)/\(path)"
    }

    /// Writes the database as it is at one moment, readable by its owner alone: whole and verified, or not at all. A
    /// file of that name is replaced at the end, and only then.
    func write(_ database: borrowing DatabaseAccess) throws {
        let programs = try database.programs()
        try refuseSpecialFile()
        let leftovers = Leftovers(folder: folder, beginning: "\(path.dropFirst(folder.count + 1)).unfinished-")
        leftovers.clear()
        let draft = leftovers.own
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw unwritable(errno) }
        defer {
            close(descriptor)
            unlink(draft)
        }
        let arguments = ["--format=custom", "--no-owner", "--no-password", "--file=\(draft)"] + Self.contents
        try database.run(programs, "pg_dump", arguments, orElse: "The backup was not made")
        try Archive(draft).verify(with: programs)
        guard fsync(descriptor) == 0, rename(draft, path) == 0 else { throw unwritable(errno) }
        try syncFolder()
    }

    /// Reads all of it.
    ///
    /// - Throws: a `Failure` for a file that is none, is not of ours, or is damaged.
    func verify(with programs: ClientPrograms) throws {
        guard access(path, R_OK) == 0 else {
            throw TextFileError(path: path, problem: .unreadable(errno))
        }
        let list = try programs.run("pg_restore", ["--list", path])
        try list.check(orElse: "\(path) is no backup, or is damaged", code: .invalid)
        guard list.output.contains(Self.mark) else {
            throw Failure(code: .invalid, message: "\(path) is a backup of some other program.")
        }
        try programs.run("pg_restore", ["--file=/dev/null", path]).check(orElse: "\(path) is damaged", code: .invalid)
    }

    /// Writes it as a script of SQL.
    func unpack(to script: String, with programs: ClientPrograms) throws {
        let arguments = ["--no-owner", "--file=\(script)", path]
        try programs.run("pg_restore", arguments).check(orElse: "\(path) cannot be unpacked")
    }

    /// `/dev/null` and the like are not for replacing.
    private func refuseSpecialFile() throws(Failure) {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG else { return }
        throw Failure(code: .invalid, message: "\(path) is no file that a backup could be written to: name another.")
    }

    /// So that the name, too, is on the disk.
    private func syncFolder() throws {
        let descriptor = open("\(folder)/", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw unwritable(errno) }
    }

    /// Where it is; empty for the root.
    private var folder: String { String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]) }

    private func unwritable(_ code: Int32) -> Failure {
        Failure(code: .invalid, message: "\(path) cannot be written: \(String(cString: strerror(code))).")
    }
}
