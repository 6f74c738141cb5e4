import Screen
import Testing

@Suite struct `A screen` {
    @Test func `shows what is written, row by row`() {
        var screen = Screen(size: Size(columns: 6, rows: 2))
        screen.write("Ana", at: Position(column: 1, row: 0), Pen(.title))
        screen.write("off", at: Position(column: 0, row: 1), Pen(.dim))
        #expect(screen.text == " Ana\noff")
        #expect(screen.inkLayer == " TTT\nddd")
    }

    @Test func `clips on every side`() {
        var screen = Screen(size: Size(columns: 4, rows: 3))
        screen.write("abcdefgh", at: Position(column: -2, row: 1), Pen(.text))
        screen.write("above", at: Position(column: 0, row: -1), Pen(.text))
        screen.write("below", at: Position(column: 0, row: 3), Pen(.text))
        #expect(screen.text == "\ncdef\n")
    }

    @Test func `clips to a rectangle and tells the whole width`() {
        var screen = Screen(size: Size(columns: 10, rows: 1))
        let clip = Rect(column: 2, row: 0, columns: 3, rows: 1)
        #expect(screen.write("abcdef", at: Position(column: 1, row: 0), Pen(.text), in: clip) == 6)
        #expect(screen.text == "  bcd")
    }

    @Test func `never shows half of a wide character`() {
        var screen = Screen(size: Size(columns: 5, rows: 1))
        screen.write("李小龍", at: Position(column: 0, row: 0), Pen(.text))
        #expect(screen.text == "李小")
        screen.write("x", at: Position(column: 1, row: 0), Pen(.text))
        #expect(screen.text == " x小")
        screen.write("y", at: Position(column: 2, row: 0), Pen(.text))
        #expect(screen.text == " xy")
    }

    @Test func `every row adds up to its width, whatever is written where`() {
        var generator = SplitMix(seed: 3)
        var screen = Screen(size: Size(columns: 12, rows: 3))
        for _ in 0..<3000 {
            let position = Position(
                column: Int.random(in: -5...14, using: &generator), row: Int.random(in: -1...3, using: &generator))
            screen.write(generator.hostileText(), at: position, Pen(.text))
            for row in 0..<3 {
                let widths = screen.row(row).map { Int($0.width) }
                #expect(widths.reduce(0, +) == 12)
                #expect(screen.row(row).reduce(0) { $0 + textWidth($1.character) * ($1.width == 0 ? 0 : 1) } == 12)
            }
        }
    }

    @Test func `keeps the ground under text unless told another`() {
        var screen = Screen(size: Size(columns: 4, rows: 1), ground: .bar)
        screen.write("ab", at: Position(column: 0, row: 0), Pen(.key))
        screen.write("cd", at: Position(column: 2, row: 0), Pen(.key, on: .hold))
        #expect(screen.groundLayer == "bbHH")
    }

    @Test func `fits and aligns text in a line`() {
        var screen = Screen(size: Size(columns: 12, rows: 2))
        screen.write("Deep tissue 90", fitting: screen.size.bounds.line(0), Pen(.text))
        screen.write("81%", rightIn: screen.size.bounds.line(1), Pen(.text))
        #expect(screen.text == "Deep tissue…\n         81%")
    }

    @Test func `tells which columns of a row have changed, in whole characters`() {
        var old = Screen(size: Size(columns: 8, rows: 2))
        old.write("a李b", at: Position(column: 2, row: 1), Pen(.text))
        func changed(_ draw: (inout Screen) -> Void) -> Range<Int> {
            var new = old
            draw(&new)
            #expect(new.changedColumns(ofRow: 0, since: old).isEmpty)
            return new.changedColumns(ofRow: 1, since: old)
        }
        let at = { Position(column: $0, row: 1) }
        #expect(changed { _ in }.isEmpty)
        #expect(changed { $0.write("x", at: at(6), Pen(.text)) } == 6..<7)
        #expect(changed { $0.write("b", at: at(5), Pen(.title)) } == 5..<6)
        // Over the left half, over the right one, and another of the same place.
        #expect(changed { $0.write("x", at: at(3), Pen(.text)) } == 3..<5)
        #expect(changed { $0.write("x", at: at(4), Pen(.text)) } == 3..<5)
        #expect(changed { $0.write("米", at: at(3), Pen(.text)) }.lowerBound == 3)
        let smaller = Screen(size: Size(columns: 7, rows: 2))
        #expect(old.changedColumns(ofRow: 0, since: smaller) == 0..<8)
        #expect(old.changedColumns(ofRow: 1, since: nil) == 0..<8)
        #expect(old.changedColumns(ofRow: 2, since: old).isEmpty)
    }

    @Test func `draws plain text as it draws its letters one by one, over wide ones and across every edge`() {
        var ground = Screen(size: Size(columns: 9, rows: 2))
        ground.write("李李李李", at: Position(column: 1, row: 1), Pen(.dim, on: .pane))
        for clip in [nil, Rect(column: 2, row: 0, columns: 5, rows: 2), Rect(column: 3, row: 0, columns: 9, rows: 1)] {
            for column in -6...10 {
                for row in 0...1 {
                    var (whole, apart) = (ground, ground)
                    let pen = Pen(.title, row == 0 ? .bold : [])
                    let width = whole.write("plain", at: Position(column: column, row: row), pen, in: clip)
                    for (offset, letter) in "plain".enumerated() {
                        let position = Position(column: column + offset, row: row)
                        apart.write(String(letter), at: position, pen, in: clip)
                    }
                    #expect(whole == apart && width == 5, "at \(column), \(row) in \(String(describing: clip))")
                }
            }
        }
    }

    @Test(arguments: [Size(columns: 0, rows: 0), Size(columns: 1, rows: 1), Size(columns: -3, rows: 9)])
    func `of any size takes any drawing`(size: Size) {
        var screen = Screen(size: size)
        let wide = Rect(column: -5, row: -5, columns: 50, rows: 50)
        screen.fill(wide, with: "░", Pen(.off))
        screen.tint(wide, .selected)
        screen.write("李", at: Position(column: 0, row: 0), Pen(.text), in: wide)
        screen.write("text", fitting: wide.line(5), Pen(.text))
        #expect(screen.text.count <= max(1, size.columns) * max(1, size.rows))
    }

    @Test func `gives each role a letter of its own and a way to the root`() {
        #expect(Set(Role.allCases.map(\.letter)).count == Role.allCases.count)
        for role in Role.allCases {
            var ancestor: Role? = role
            var steps = 0
            while let next = ancestor?.parent, steps < 10 {
                ancestor = next
                steps += 1
            }
            #expect(ancestor == .text)
        }
    }
}

@Suite struct `A rectangle` {
    @Test(arguments: Role.allCases)
    func `a role's name is its case's, in a theme's spelling`(role: Role) {
        let spelled = String(describing: role).map { $0.isUppercase ? "-" + $0.lowercased() : String($0) }
        #expect(role.name == spelled.joined())
    }

    @Test func `meets another where both cover`() {
        let one = Rect(column: 0, row: 0, columns: 5, rows: 5)
        #expect(
            one.intersection(Rect(column: 3, row: 4, columns: 9, rows: 9))
                == Rect(column: 3, row: 4, columns: 2, rows: 1))
        #expect(one.intersection(Rect(column: 5, row: 0, columns: 2, rows: 2)).isEmpty)
    }

    @Test func `splits without losing or doubling a cell`() {
        let whole = Rect(column: 2, row: 3, columns: 10, rows: 4)
        for cut in -1...12 {
            let (left, rest) = whole.splitLeft(columns: cut)
            #expect(left.columns + rest.columns == 10 && left.endColumn == rest.column && rest.endColumn == 12)
            let (top, below) = whole.splitAbove(rows: cut)
            #expect(top.rows + below.rows == 4 && top.endRow == below.row && below.endRow == 7)
        }
    }
}
