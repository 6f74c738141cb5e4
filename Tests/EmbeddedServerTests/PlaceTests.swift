import Testing

@testable import EmbeddedServer

@Suite struct PlaceTests {
    @Test func `a socket lies beside its cluster where the path is short and plain`() {
        #expect(Place(base: "/home/dana/.local/share/touchbase/postgres").socketFolder.hasSuffix("/postgres/socket"))
    }

    @Test(arguments: ["/" + String(repeating: "x", count: 86), "/a,b", "/it's", "/två", "/a\nb", "/with space"])
    func `a socket lies in a short folder of its own where the path will not do`(base: String) {
        let folder = Place(base: base).socketFolder
        #expect(folder.hasPrefix("/tmp/touchbase-"))
        #expect(folder.utf8.count < 60)
        #expect(folder == Place(base: base).socketFolder)
        #expect(folder != Place(base: base + "x").socketFolder)
    }

    @Test func `the longest path that stays inside makes a socket of 107 bytes`() {
        let base = "/" + String(repeating: "x", count: 85)
        #expect((Place(base: base).socketFolder + "/.s.PGSQL.5432").utf8.count == 107)
    }
}
