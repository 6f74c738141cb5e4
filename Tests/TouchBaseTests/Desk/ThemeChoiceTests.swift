import Foundation
import TestSupport
import Testing

@testable import touchbase

struct ThemeChoiceTests {
    @Test func `the line that names the theme changes, and nothing else`() {
        let text = "# ours\nstaff = \"Dana\"\n  theme= 'night'\n\n[mail]\ntheme = \"not this\"\n"
        let chosen = ThemeChoice.text(text, choosing: "light")
        #expect(chosen == "# ours\nstaff = \"Dana\"\ntheme = \"light\"\n\n[mail]\ntheme = \"not this\"\n")
    }

    @Test func `a file without a theme gets one above its sections`() {
        #expect(ThemeChoice.text("[mail]\n", choosing: "light") == "theme = \"light\"\n[mail]\n")
        #expect(ThemeChoice.text("", choosing: "a\"b\\c") == "theme = \"a\\\"b\\\\c\"\n")
    }

    @Test func `what is remembered is what the settings read, and the file stays as private as it was`() throws {
        let folder = try TemporaryFolder()
        let path = ConfigFile.path(in: folder.path)
        try "staff = \"Dana\"\n".write(toFile: path, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        try ThemeChoice.remember("dusk", in: folder.path)
        let file = try ConfigFile.read(in: folder.path)
        #expect((file.theme, file.staff) == ("dusk", "Dana"))
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["config.toml"])
    }

    @Test func `the first choice makes the file, and its folder where there is none`() throws {
        let folder = try TemporaryFolder()
        for home in [folder.path, folder.path + "/none"] {
            try ThemeChoice.remember("light", in: home)
            #expect(try ConfigFile.read(in: home).theme == "light")
        }
    }
}
