import BookingStore

extension Settings {
    /// Makes the practice the sample one; needs the owner's rights.
    func useSample() throws {
        var zones = ZoneDirectory()
        let setup = try PracticeFile.read(PracticeFile.sample, file: "the sample") { try? zones.rules(named: $0) }
        var office = try Office.open(self, as: .owner)
        let result = Result { try office.store.replaceSetup(setup) }
        try? office.close()
        try result.get()
    }
}
