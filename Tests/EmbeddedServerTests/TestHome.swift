import EmbeddedServer
import Foundation
import TestSupport

/// A data folder for one test; its server is stopped and all of it removed when the value goes.
struct TestHome: ~Copyable {
    let path: String
    let server: EmbeddedServer
    private let folder: TemporaryFolder

    init(
        name: String = "home", settings: ServerSettings = TestHome.settings,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws {
        folder = try TemporaryFolder()
        chmod(folder.path, 0o755)
        path = "\(folder.path)/\(name)"
        server = EmbeddedServer(home: path, settings: settings, environment: environment)
    }

    deinit {
        try? server.stop(evenIfInUse: true)
        if let link = try? FileManager.default.destinationOfSymbolicLink(atPath: path + "/postgres") {
            try? FileManager.default.removeItem(atPath: link)
        }
    }

    static var settings: ServerSettings {
        var settings = ServerSettings()
        settings.isDurable = false
        settings.sharedBuffersMegabytes = 16
        return settings
    }

    struct NotRunning: Error {}

    func running() throws -> EmbeddedServer.Running {
        guard case .running(let running) = try server.status() else { throw NotRunning() }
        return running
    }
}
