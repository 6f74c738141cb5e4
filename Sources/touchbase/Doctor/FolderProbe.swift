import Glibc

/// Whether files can be written to a folder: tried, for rights and mounts say only half of it.
enum FolderProbe {
    /// Why nothing can be written to `folder`, or to the folder in which it would be made; nil when it can. Leaves
    /// nothing behind.
    static func problem(_ folder: String) -> String? {
        let place = nearestExisting(folder)
        var template = Array("\(place)/.touchbase-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            return "\(folder) cannot be \(place == folder ? "written to" : "made"): \(String(cString: strerror(errno)))"
        }
        rmdir(template)
        return nil
    }

    private static func nearestExisting(_ folder: String) -> String {
        var parts = folder.split(separator: "/")
        while !parts.isEmpty, access("/" + parts.joined(separator: "/"), F_OK) != 0 { parts.removeLast() }
        return "/" + parts.joined(separator: "/")
    }
}
