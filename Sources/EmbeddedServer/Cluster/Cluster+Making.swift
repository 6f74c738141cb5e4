import FoundationEssentials
import Glibc

extension Cluster {
    /// The superuser of the cluster, and its database; the socket's folder keeps all others out.
    static let user = "touchbase"
    static let database = "touchbase"

    /// Makes the cluster in a sibling folder and moves it into place when it is whole: a maker that is killed in the
    /// middle leaves nothing that looks like a cluster.
    func make(with installation: Installation) throws(EmbeddedServerError) {
        removeUnfinished()
        defer { removeUnfinished() }
        let folder = "\(place.data)\(Self.unfinishedMark)\(getpid())"
        try Place.makeFolder(folder, mode: 0o700)
        try account.own(folder)
        try initialize(folder, with: installation)
        try createDatabase(folder, with: installation)
        guard rename(folder, place.data) == 0 else { throw EmbeddedServerError(errno: errno, path: place.data) }
    }

    private static let unfinishedMark = ".unfinished-"

    private func removeUnfinished() {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: place.base)) ?? []
        for name in names where name.contains(Self.unfinishedMark) {
            try? FileManager.default.removeItem(atPath: "\(place.base)/\(name)")
        }
    }

    private func initialize(_ folder: String, with installation: Installation) throws(EmbeddedServerError) {
        var arguments = [
            "--pgdata=\(folder)", "--username=\(Self.user)", "--auth-local=trust", "--auth-host=reject",
            "--encoding=UTF8", "--locale=C.UTF-8", "--data-checksums", "--no-instructions",
        ]
        if !settings.isDurable { arguments.append("--no-sync") }
        try check(program(installation, "initdb", arguments).run(), of: "initdb")
    }

    /// In single-user mode: it needs no socket, and nobody can come in between.
    private func createDatabase(_ folder: String, with installation: Installation) throws(EmbeddedServerError) {
        let program = program(installation, "postgres", ["--single", "-D", folder, "template1"])
        let outcome = try program.run(input: "create database \(Self.database)\n")
        try check(outcome, of: "postgres", failed: outcome.output.contains("ERROR:"))
    }

    private func check(
        _ outcome: Program.Outcome, of program: String, failed: Bool = false
    ) throws(EmbeddedServerError) {
        guard outcome.status != 0 || failed else { return }
        ServerLog(path: place.log).append(outcome.output)
        throw EmbeddedServerError(program: program, output: outcome.output, log: place.log, folder: place.base)
    }
}
