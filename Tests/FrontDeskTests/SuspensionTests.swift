import FrontDesk
import Screen
import Testing

@Suite struct `Leaving for the shell` {
    @Test(arguments: [
        "", "n", "n1", "n11", "n110142\n", "n11zoe\n", "H", "g", "/", "/abara\n", "/abara\ne", "M", "T", "?",
    ])
    func `works wherever one is, and types nothing`(keys: String) {
        let desk = DeskDriver()
        for key in keys { desk.press(key == "\n" ? .enter : .character(key)) }
        let before = desk.text
        _ = desk.takeEffects()
        desk.press(.control("z"))
        #expect(desk.takeEffects() == [.suspend])
        #expect(desk.text == before)
    }

    @Test func `works in the help, which says so once`() {
        let desk = DeskDriver(size: Size(columns: 120, rows: 200)).type("/").press(.function(1))
        #expect(desk.text.split(separator: "\n").count { $0.contains("^Z") } == 1)
        _ = desk.takeEffects()
        #expect(desk.press(.control("z")).takeEffects() == [.suspend])
    }
}
