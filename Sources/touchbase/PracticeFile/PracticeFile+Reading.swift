import Availability
import Booking

extension PracticeFile {
    /// Reads a description of a practice, whole or not at all.
    ///
    /// - Parameters:
    ///   - file: the file's name, for what is said about it.
    ///   - zone: the rules of a time zone, nil for a name that is none.
    /// - Throws: all that is wrong with it, by line; a syntax error alone, because nothing after it can be read.
    static func read(
        _ text: String, file: String, zone: (String) -> ZoneRules?
    ) throws(SourceError) -> PracticeSetup {
        var reader: Reader
        do {
            reader = Reader(document: try TOMLSection(document: text))
        } catch {
            throw SourceError(file: file, problems: [error])
        }
        let setup = reader.setup(zone: zone)
        guard reader.problems.isEmpty else { throw SourceError(file: file, problems: reader.problems) }
        return setup
    }

    /// Reads section by section and gathers what is wrong.
    struct Reader {
        let document: TOMLSection
        var problems: [SourceProblem] = []
        /// UTC while none is known: the file is refused then, but all else that is wrong with it is told.
        private var zone = ZoneRules(identifier: "UTC", fixedOffset: 0, abbreviation: "UTC")
        private var serviceNames: [String] = []
        private var roomNames: [String] = []
        private var therapistNames: [String] = []

        init(document: TOMLSection) {
            self.document = document
        }

        mutating func setup(zone find: (String) -> ZoneRules?) -> PracticeSetup {
            document.refuseKeys(besides: Keys.document, &problems)
            // All else would be said of sections that are there under a wrong name.
            guard problems.isEmpty else {
                return PracticeSetup(practice: Practice(), services: [], rooms: [], therapists: [])
            }
            let practice = practice(zone: find)
            let services = document.sections("service", &problems).map { service($0, currency: practice.currency) }
            let rooms = document.sections("room", &problems).map { room($0) }
            let therapists = document.sections("therapist", &problems).map { therapist($0) }
            for (key, count) in [("service", services.count), ("room", rooms.count), ("therapist", therapists.count)]
            where count == 0 {
                problems.append(document.problem("There is no \(key): add a section [[\(key)]] with its name."))
            }
            return PracticeSetup(practice: practice, services: services, rooms: rooms, therapists: therapists)
        }

        private mutating func practice(zone find: (String) -> ZoneRules?) -> Practice {
            var practice = Practice()
            guard let section = document.section("practice", &problems) else {
                if !document.has("practice") {
                    problems.append(document.problem("There is no section [practice] with brand and zone."))
                }
                return practice
            }
            section.refuseKeys(besides: Keys.practice, &problems)
            if !section.has("brand") {
                problems.append(section.problem("brand is missing here: add brand = \"…\", the name customers know."))
            }
            practice.brand = line("brand", of: section) ?? practice.brand
            practice.zoneIdentifier = section.requiredString("zone", &problems) ?? practice.zoneIdentifier
            if let found = find(practice.zoneIdentifier) {
                zone = found
            } else {
                let advice = "is not a time zone. Write one such as America/Detroit or Europe/Berlin."
                problems.append(section.problem("\(practice.zoneIdentifier) \(advice)", at: "zone"))
            }
            practice.currency = currency(of: section) ?? practice.currency
            practice.granularity = section.integer("granularity", in: 1...1440, &problems) ?? practice.granularity
            practice.holdMinutes = section.integer("hold", in: 1...1440, &problems) ?? practice.holdMinutes
            practice.mailFrom = address(of: section)
            practice.phone = phone(of: section)
            practice.reminderHours = section.integer("reminder", in: 0...336, &problems) ?? practice.reminderHours
            practice.mailGrace = section.integer("mail_grace", in: 0...1440, &problems) ?? practice.mailGrace
            return practice
        }

        private mutating func service(_ section: TOMLSection, currency: String) -> ServiceSetup {
            section.refuseKeys(besides: Keys.service, &problems)
            let name = name(of: section, among: \.serviceNames, kind: "service")
            for key in ["price", "duration"] where !section.has(key) {
                let example = key == "price" ? "95.00" : "60"
                problems.append(section.problem("\(key) is missing here: add \(key) = \(example)."))
            }
            return ServiceSetup(
                name: name, price: price(of: section, currency: currency) ?? 0,
                duration: section.integer("duration", in: 1...1440, &problems) ?? 1,
                prep: section.integer("prep", in: 0...1440, &problems) ?? 0,
                recovery: section.integer("recovery", in: 0...1440, &problems) ?? 0,
                turnover: section.integer("turnover", in: 0...1440, &problems) ?? 0)
        }

        private mutating func room(_ section: TOMLSection) -> RoomSetup {
            section.refuseKeys(besides: Keys.room, &problems)
            let isAlwaysOpen = !weekdayKeys.contains { section.has($0) }
            return RoomSetup(
                name: name(of: section, among: \.roomNames, kind: "room"), services: services(of: section),
                hours: isAlwaysOpen ? nil : Hours(weekly: weekly(of: section)),
                closures: absences("closure", of: section))
        }

        private mutating func therapist(_ section: TOMLSection) -> TherapistSetup {
            section.refuseKeys(besides: Keys.therapist, &problems)
            return TherapistSetup(
                name: name(of: section, among: \.therapistNames, kind: "therapist"), services: services(of: section),
                usualRoom: usualRoom(of: section),
                hours: Hours(weekly: weekly(of: section), overrides: overrides(of: section)),
                timeOff: absences("time_off", of: section))
        }

        /// A name that is there, is one line, and is not taken in its kind.
        private mutating func name(
            of section: TOMLSection, among taken: WritableKeyPath<Self, [String]>, kind: String
        ) -> String {
            guard section.has("name") else {
                problems.append(section.problem("This \(kind) has no name: add name = \"…\"."))
                return ""
            }
            guard let name = line("name", of: section) else { return "" }
            if self[keyPath: taken].contains(where: { $0.lowercased() == name.lowercased() }) {
                problems.append(
                    section.problem("There is a \(kind) named \(name) already: choose another name.", at: "name"))
            }
            self[keyPath: taken].append(name)
            return name
        }

        private mutating func services(of section: TOMLSection) -> [String] {
            guard let names = section.strings("services", &problems) else {
                if !section.has("services") {
                    problems.append(section.problem("services is missing here: add services = [\"…\"]."))
                }
                return []
            }
            var listed: [String] = []
            for (index, name) in names.enumerated() {
                guard let name = known(name, among: serviceNames, "service", in: section, "services", element: index)
                else { continue }
                if listed.contains(name) {
                    problems.append(
                        section.problem("\"\(name)\" is listed twice: take one out.", at: "services", element: index))
                }
                listed.append(name)
            }
            return listed
        }

        private mutating func usualRoom(of section: TOMLSection) -> String? {
            guard let name = section.string("usual_room", &problems) else { return nil }
            return known(name, among: roomNames, "room", in: section, "usual_room")
        }

        /// The name as it is written where the thing is described; else a problem that suggests the nearest.
        private mutating func known(
            _ name: String, among names: [String], _ kind: String, in section: TOMLSection, _ key: String,
            element: Int? = nil
        ) -> String? {
            if let known = names.first(where: { $0.lowercased() == name.lowercased() }) { return known }
            // That there are none at all is said once, and not of each name.
            guard !names.isEmpty else { return nil }
            let advice =
                nearestName(to: name, among: names).map { "Did you mean \"\($0)\"?" }
                ?? "Describe it in a section [[\(kind)]], or take it out here."
            problems.append(section.problem("There is no \(kind) \"\(name)\". \(advice)", at: key, element: element))
            return nil
        }

        private mutating func absences(_ key: String, of section: TOMLSection) -> [Absence] {
            var absences: [Absence] = []
            for part in section.sections(key, &problems) {
                do {
                    if let absence = try AbsenceText.read(part, zone: zone, &problems) { absences.append(absence) }
                } catch {
                    problems.append(error)
                }
            }
            return absences
        }
    }
}
