import Glibc

/// The user that PostgreSQL's programs run as: oneself, or, for root, whom PostgreSQL would refuse, another.
struct Account: Equatable {
    var user: uid_t
    var group: gid_t
    var name: String
    /// Whether the programs must change to this user: only root can and must.
    var isOther: Bool

    /// The account for the cluster in `data`: for root the owner of an existing cluster, else `postgres`.
    static func forCluster(in data: String) throws(EmbeddedServerError) -> Account {
        guard geteuid() == 0 else {
            return Account(user: geteuid(), group: getegid(), name: "", isOther: false)
        }
        var status = stat()
        let owner = stat(data, &status) == 0 && status.st_uid != 0 ? getpwuid(status.st_uid) : getpwnam("postgres")
        guard let owner else { throw .noAccount }
        return Account(
            user: owner.pointee.pw_uid, group: owner.pointee.pw_gid, name: String(cString: owner.pointee.pw_name),
            isOther: true)
    }

    /// The command that runs `path` as this user; `diesWithUs`: killed by the kernel when this process ends.
    func command(
        _ path: String, _ arguments: [String], diesWithUs: Bool = false
    ) -> (path: String, arguments: [String]) {
        var changes = isOther ? ["--reuid=\(user)", "--regid=\(group)", "--clear-groups"] : []
        if diesWithUs { changes.append("--pdeathsig=KILL") }
        return changes.isEmpty ? (path, arguments) : ("/usr/bin/setpriv", changes + ["--", path] + arguments)
    }

    /// Gives `path` to this user.
    func own(_ path: String) throws(EmbeddedServerError) {
        guard isOther, chown(path, user, group) != 0 else { return }
        throw EmbeddedServerError(errno: errno, path: path)
    }

    /// Lets this user pass through our own `folder`, not list it; then gives what still stands in the way, if anything.
    func open(wayTo folder: String) throws(EmbeddedServerError) -> String? {
        let obstacle = obstacle(onTheWayTo: folder)
        guard obstacle == folder else { return obstacle }
        guard chmod(folder, 0o711) == 0 else { throw EmbeddedServerError(errno: errno, path: folder) }
        return nil
    }

    /// The topmost folder on the way to `path` (itself included) that this user may not pass through; nil if none.
    ///
    /// By the mode bits alone: access lists are not looked at.
    func obstacle(onTheWayTo path: String) -> String? {
        guard isOther else { return nil }
        var folder = ""
        for part in path.split(separator: "/") {
            folder += "/\(part)"
            var status = stat()
            guard stat(folder, &status) == 0 else { return nil }
            let bit: mode_t = status.st_uid == user ? S_IXUSR : status.st_gid == group ? S_IXGRP : S_IXOTH
            if status.st_mode & bit == 0 { return folder }
        }
        return nil
    }
}
