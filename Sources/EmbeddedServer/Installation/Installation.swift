import FoundationEssentials
import Glibc

/// PostgreSQL's programs of one version.
struct Installation: Equatable {
    /// The folder with `initdb` and `postgres`.
    var folder: String
    var majorVersion: Int

    /// The oldest version whose SQL the schema may use.
    static let oldestUsable = 15

    /// The installation for a cluster of `version`, or the newest one for a new cluster when that is nil.
    ///
    /// Looks into the `folders` that `environment` names.
    static func find(
        forClusterOf version: Int?, at data: String, environment: [String: String]
    ) throws(EmbeddedServerError) -> Installation {
        let override = environment["TOUCHBASE_PG_BIN"].flatMap { $0.isEmpty ? nil : $0 }
        let installations = folders(environment).compactMap(Installation.init(folder:))
        guard let newest = installations.max(by: { $0.majorVersion < $1.majorVersion }) else {
            throw .notInstalled(searched: override)
        }
        guard let version else {
            guard newest.majorVersion >= oldestUsable else {
                throw .tooOld(installed: newest.majorVersion, needed: oldestUsable)
            }
            return newest
        }
        guard let fitting = installations.first(where: { $0.majorVersion == version }) else {
            let versions = Set(installations.map(\.majorVersion)).sorted()
            throw .otherVersion(folder: data, made: version, installed: versions)
        }
        return fitting
    }

    /// nil when the folder lacks the programs, or `postgres` does not tell its version.
    private init?(folder: String) {
        guard access(folder + "/initdb", X_OK) == 0, access(folder + "/postgres", X_OK) == 0 else { return nil }
        self.folder = folder
        // Debian's folder is named for the version; asking the program takes a few milliseconds.
        if folder.hasPrefix(Self.debianRoot), let version = Int(folder.split(separator: "/").dropLast().last ?? "") {
            majorVersion = version
            return
        }
        guard let version = Self.version(of: folder + "/postgres") else { return nil }
        majorVersion = version
    }

    /// The major version that one of PostgreSQL's programs tells; nil when it does not.
    static func version(of program: String) -> Int? {
        guard let outcome = try? Program(path: program, arguments: ["--version"]).run(), outcome.status == 0,
            let number = outcome.output.split(separator: " ").dropFirst(2).first
        else { return nil }
        return Int(number.prefix { $0.isASCII && $0.isNumber })
    }

    /// Where PostgreSQL's programs may be: `TOUCHBASE_PG_BIN` alone where it is set, else where Debian keeps its
    /// versions, then along `PATH`.
    static func folders(_ environment: [String: String]) -> [String] {
        if let folder = environment["TOUCHBASE_PG_BIN"], !folder.isEmpty { return [folder] }
        return debianFolders + pathFolders(environment)
    }

    private static let debianRoot = "/usr/lib/postgresql"

    private static var debianFolders: [String] {
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: debianRoot)) ?? []
        return versions.map { "\(debianRoot)/\($0)/bin" }
    }

    private static func pathFolders(_ environment: [String: String]) -> [String] {
        (environment["PATH"] ?? "").split(separator: ":").map(String.init).filter { $0.hasPrefix("/") }
    }
}
