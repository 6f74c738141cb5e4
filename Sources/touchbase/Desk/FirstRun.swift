import BookingStore
import Glibc

/// A practice that has nothing in it yet: the sample is offered, and the way to one's own told.
struct FirstRun {
    private let settings: Settings

    init(_ settings: Settings) {
        self.settings = settings
    }

    /// Asks on the terminal; false when the desk is to be left.
    func offer() throws -> Bool {
        say(
            """
            Welcome to TouchBase. This practice is empty: no services, no therapists, no rooms.

              s   fill it with the sample practice, and open the desk
              i   see how to describe your own
              q   leave

            """)
        while true {
            print("s, i or q: ", terminator: "")
            fflush(nil)
            guard let answer = readLine() else { return false }
            switch answer.lowercased().filter({ !$0.isWhitespace }) {
            case "s":
                try importSample()
                return true
            case "i":
                say(
                    """

                    Write out the sample, change it into your own, and import it:

                      touchbase practice sample > practice.toml
                      touchbase practice import practice.toml
                      touchbase
                    """)
                return false
            case "q": return false
            default: continue
            }
        }
    }

    private func importSample() throws {
        var zones = ZoneDirectory()
        let setup = try PracticeFile.read(PracticeFile.sample, file: "the sample") { try? zones.rules(named: $0) }
        var office = try Office.open(settings, as: .owner)
        let result = Result { try office.store.replaceSetup(setup) }
        try? office.close()
        try result.get()
        say("Three keys to begin with: n books, x cancels, F1 shows every key. Press Enter.")
        _ = readLine()
    }

    private func say(_ text: String) {
        print(text)
    }
}
