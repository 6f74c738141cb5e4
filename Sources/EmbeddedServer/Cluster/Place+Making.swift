import Glibc

extension Place {
    /// The place that belongs to `home`, made if there is none.
    ///
    /// For root it must be one that the server's user can reach. The home itself is opened for passing through, not
    /// for listing; where a folder above it is closed (as /root is) the cluster goes to `/var/lib/touchbase`, and
    /// `<home>/postgres` leads there.
    static func make(in home: String) throws(EmbeddedServerError) -> Place {
        if let place = try existing(in: home) { return place }
        try makeFolders(home)
        let account = try Account.forCluster(in: home + "/postgres/data")
        if try account.open(wayTo: home) == nil {
            try makeFolder(home + "/postgres", mode: account.isOther ? 0o711 : 0o700)
        } else {
            try makeElsewhere(linkedFrom: home + "/postgres")
        }
        guard let place = try existing(in: home) else { throw EmbeddedServerError(errno: ENOENT, path: home) }
        return place
    }

    /// Makes one folder with exactly this mode; one that is there already is left as it is.
    static func makeFolder(_ path: String, mode: mode_t) throws(EmbeddedServerError) {
        if mkdir(path, mode) != 0 {
            if errno == EEXIST { return }
            throw EmbeddedServerError(errno: errno, path: path)
        }
        // The umask may have taken some of it away.
        guard chmod(path, mode) == 0 else { throw EmbeddedServerError(errno: errno, path: path) }
    }

    private static func makeFolders(_ path: String) throws(EmbeddedServerError) {
        var folder = ""
        for part in path.split(separator: "/") {
            folder += "/\(part)"
            // A folder above may be unreadable, or on a file system that answers EROFS before EEXIST.
            if access(folder, F_OK) != 0 { try makeFolder(folder, mode: 0o700) }
        }
    }

    private static func makeElsewhere(linkedFrom link: String) throws(EmbeddedServerError) {
        let root = "/var/lib/touchbase"
        try makeFolder(root, mode: 0o711)
        var template = Array("\(root)/cluster-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw EmbeddedServerError(errno: errno, path: root) }
        let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        guard chmod(folder, 0o711) == 0 else { throw EmbeddedServerError(errno: errno, path: folder) }
        guard symlink(folder, link) != 0 else { return }
        let code = errno
        rmdir(folder)
        // Another process was faster: its folder is the one.
        if code != EEXIST { throw EmbeddedServerError(errno: code, path: link) }
    }
}
