import Foundation
import Testing

@testable import touchbase

struct JSONWriterTests {
    @Test func `members, arrays and nulls are parted as JSON wants it`() {
        var json = JSONWriter()
        json.object { json in
            json.member("a", 1)
            json.member("b", nil as String?)
            json.member("c", each: [1, 2]) { $0.value($1) }
            json.member("d", each: [] as [Int]) { $0.value($1) }
            json.member("e") { $0.object { $0.member("f", true) } }
        }
        #expect(String(decoding: json.bytes, as: UTF8.self) == #"{"a":1,"b":null,"c":[1,2],"d":[],"e":{"f":true}}"#)
    }

    @Test func `any text comes back as it was, and its bytes steer nothing`() throws {
        var generator = SeededGenerator(seed: 7)
        let hostile: [Unicode.Scalar] = [
            "\u{1B}", "\u{0}", "\u{7F}", "\u{9B}", "\u{202E}", "\u{200B}", "\u{FEFF}", "\u{E0001}", "\"", "\\", "\n",
            "é", "語", "😀",
            "\u{301}", "\u{2028}", "\u{10FFFD}", "/", " ", "x",
        ]
        for _ in 0..<500 {
            var text = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 0...12, using: &generator) {
                text.append(hostile.randomElement(using: &generator) ?? "x")
            }
            var json = JSONWriter()
            json.array { $0.value(String(text)) }
            let parsed = try JSONSerialization.jsonObject(with: Data(json.bytes)) as? [String]
            #expect(parsed?.first.map { Array($0.unicodeScalars) } == Array(text))
            let written = String(decoding: json.bytes, as: UTF8.self).unicodeScalars
            #expect(
                !written.contains {
                    $0.properties.generalCategory == .control || $0.properties.generalCategory == .format
                })
        }
    }
}
