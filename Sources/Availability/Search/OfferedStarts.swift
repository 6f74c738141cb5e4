/// The starts that the grid offers to some therapists, free or not: the steps within their windows, and those off the
/// steps that leave no gap.
struct OfferedStarts {
    /// Those therapists, as indices among the schedule's, and their rows.
    let therapists: [Int]
    let rows: Range<Int>
    /// The windows of all of them, one therapist's after the other's.
    private var windows: [Interval] = []
    private var hours: [Hours] = []

    /// A therapist's windows, and the grid in them.
    private struct Hours {
        var windows: Range<Int>
        /// Nil where all have the same.
        var steps: StartSteps?
        /// The starts off the steps that leave no gap.
        var abutting: [Int64] = []
    }

    /// - Parameter therapists: The therapists of `rows`, as indices among the schedule's.
    init(to therapists: [Int], _ rows: Range<Int>, _ search: Search) {
        self.therapists = therapists
        self.rows = rows
        hours.reserveCapacity(therapists.count)
        windows = Array(capacity: Self.windowsAtMost(of: therapists, search)) { windows in
            for therapist in therapists {
                let first = windows.count
                search.schedule.therapists[therapist].hours.layOut(on: search.days, search.dates, behind: &windows)
                hours.append(Hours(windows: first..<windows.count))
            }
        }
        if search.absoluteSteps == nil {
            for place in hours.indices { hours[place].steps = search.steps(in: windows[hours[place].windows]) }
        }
        if search.schedule.grid.abutting {
            for place in hours.indices { hours[place].abutting = abutting(place, search) }
        }
    }

    private static func windowsAtMost(of therapists: [Int], _ search: Search) -> Int {
        therapists.reduce(0) { $0 + search.schedule.therapists[$1].hours.windowsAtMost(on: search.dates) }
    }

    private func abutting(_ place: Int, _ search: Search) -> [Int64] {
        let (span, windows) = (search.span.seconds, windows[hours[place].windows])
        var abutting = windows.compactMap { search.startAbuttingEnd(of: $0) }.filter(span.contains)
        for busy in search.schedule.occupancies.busyTimes(of: search.schedule.therapists[therapists[place]].id) {
            guard let starts = search.startsAbutting(search.startsWithTherapistBusy(busy)) else { continue }
            for start in [starts.before, starts.after]
            where span.contains(start) && search.isAppointment(at: start, insideOneOf: windows) {
                abutting.append(start)
            }
        }
        return abutting
    }

    /// The axis on which all of them lie.
    func axis(_ search: Search) -> StartAxis {
        let span = search.span.seconds
        var spacing = CommonSpacing(Int64(search.schedule.grid.granularity) * 60)
        for anchor in search.absoluteSteps?.anchors ?? [] { spacing.take(anchor) }
        for hours in hours {
            if let steps = hours.steps {
                for starts in self.starts(hours, search) { steps.anchors(of: starts).forEach { spacing.take($0) } }
            }
            for start in hours.abutting { spacing.take(start) }
        }
        if let even = StartAxis(spacing: spacing.seconds, origin: spacing.origin, span: span) { return even }
        var starts: [Int64] = []
        for place in therapists.indices { forEachStart(place, search) { starts.append($0) } }
        return StartAxis(listing: starts)
    }

    /// Paints what is offered to the therapist at a place in `therapists`.
    @inline(__always)
    func paint(_ place: Int, _ brush: BitBrush, _ axis: StartAxis, _ search: Search) {
        guard axis.spacing == Int64(search.schedule.grid.granularity) * 60 else {
            return forEachStart(place, search) { brush.set(axis.column(notBefore: $0)) }
        }
        // Every column is a step of everybody.
        let own = windows[hours[place].windows]
        axis.forEach(own, { search.startsOfAppointment(inside: $0) }, { brush.set($0) })
    }

    /// Calls `body` with the start of each offer.
    private func forEachStart(_ place: Int, _ search: Search, _ body: (Int64) -> Void) {
        let (hours, span) = (hours[place], search.span.seconds)
        guard let steps = hours.steps ?? search.absoluteSteps else { return }
        for starts in starts(hours, search) { steps.forEach(in: starts.clamped(to: span), body) }
        for start in hours.abutting { body(start) }
    }

    /// Those of each window, on the steps or off them, that are looked for, and perhaps some around them.
    private func starts(_ hours: Hours, _ search: Search) -> [Range<Int64>] {
        let span = search.span.seconds
        return windows[hours.windows].map { search.startsOfAppointment(inside: $0) }.filter { $0.overlaps(span) }
    }
}

/// The widest spacing on which all starts lie that it has been given.
private struct CommonSpacing {
    private(set) var seconds: Int64
    private var first: Int64?

    init(_ seconds: Int64) {
        self.seconds = seconds
    }

    var origin: Int64 { first ?? 0 }

    mutating func take(_ start: Int64) {
        guard let first else {
            first = start
            return
        }
        var (larger, smaller) = (seconds, abs(start - first) % seconds)
        while smaller > 0 { (larger, smaller) = (smaller, larger % smaller) }
        seconds = larger
    }
}

extension Search {
    /// Whether an appointment at `start` lies inside one of these windows, which are ascending.
    fileprivate func isAppointment(at start: Int64, insideOneOf windows: ArraySlice<Interval>) -> Bool {
        var low = windows.startIndex
        var high = windows.endIndex
        while low < high {
            let middle = (low + high) / 2
            if windows[middle].end.secondsSinceEpoch <= start { low = middle + 1 } else { high = middle }
        }
        return low < windows.endIndex && startsOfAppointment(inside: windows[low]).contains(start)
    }
}
