import Foundation
import Postgres
import TestSupport
import Testing

@Suite struct NoticeTests {
    @Test func `notices of the server are not printed over the screen`() throws {
        var connection = try TestCluster.shared().database().connect()
        let printed = try errorOutput {
            try connection.run(script: "do $$ begin raise warning 'a loud notice'; end $$", named: "warn")
        }
        #expect(!printed.contains("a loud notice"))
    }

    /// What reaches standard error while `body` runs; other tests' words among it are passed on.
    private func errorOutput(of body: () throws -> Void) throws -> String {
        let folder = try TemporaryFolder()
        let path = folder.path + "/errors"
        let original = dup(STDERR_FILENO)
        let file = open(path, O_RDWR | O_CREAT, 0o600)
        dup2(file, STDERR_FILENO)
        defer { close(original) }
        let result = Result { try body() }
        dup2(original, STDERR_FILENO)
        close(file)
        let text = try String(contentsOfFile: path, encoding: .utf8)
        FileHandle.standardError.write(Data(text.utf8))
        try result.get()
        return text
    }
}
