import ArgumentParser
import Glibc
import Mail

struct MailTemplates: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "templates", abstract: "Write the templates of the mails into the data folder, to be changed.",
        discussion: """
            They go to the folder mails; a file that is there already stays as it is. One that is deleted, or was never \
            written, is the program's own. Values stand in a template as {{date}}; a template with a field that there is \
            not is refused, and no mail is sent until it is mended: "touchbase doctor" says where.

              touchbase mail templates
            """)

    @OptionGroup var common: CommonOptions

    func report(_ settings: Settings, _ console: Console) throws -> any Report {
        let folder = settings.templateFolder
        for path in [settings.home, folder] where mkdir(path, 0o700) != 0 && errno != EEXIST { throw failure(path) }
        var written: [String] = []
        for name in LetterTemplates.files where try write(LetterTemplates.builtIn(name), to: "\(folder)/\(name)") {
            written.append(name)
        }
        return WrittenTemplates(folder: folder, written: written)
    }

    /// False: there is a file.
    private func write(_ text: String, to path: String) throws -> Bool {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            guard errno == EEXIST else { throw failure(path) }
            return false
        }
        defer { close(descriptor) }
        let bytes = Array(text.utf8)
        guard Glibc.write(descriptor, bytes, bytes.count) == bytes.count else {
            let failure = failure(path)
            unlink(path)
            throw failure
        }
        return true
    }

    private func failure(_ path: String) -> Failure {
        Failure(code: .unavailable, message: "\(path) cannot be written: \(String(cString: strerror(errno))).")
    }

    private struct WrittenTemplates: Report {
        let folder: String
        let written: [String]

        func write(to page: inout TextPage) {
            for name in written { page.line("Wrote \(folder)/\(name)") }
            if written.isEmpty { page.line("All of them are in \(folder) already.") }
        }

        func write(to json: inout JSONWriter) {
            json.object { json in
                json.member("folder", folder)
                json.member("written", each: written) { json, name in json.value(name) }
            }
        }
    }
}
