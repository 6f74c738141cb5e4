/// The starts that the grid offers to some therapists, free or not: the steps within their windows, and those off the
/// steps that leave no gap.
struct OfferedStarts {
    /// Those therapists, as indices among the schedule's, and their rows.
    let therapists: [Int]
    let rows: Range<Int>
    /// The windows of all of them, one therapist's after the other's.
    private var windows: [Interval] = []
    private var hours: [Hours] = []
    private var abutting: [Abutting] = []

    /// A therapist's windows, and the grid in them.
    private struct Hours {
        var windows: Range<Int>
        var steps: StartSteps
    }

    private struct Abutting {
        var row: Int
        var start: Int64
    }

    /// - Parameters:
    ///   - therapists: The therapists of `rows`, as indices among the schedule's.
    ///   - table: The rows of all.
    init(to therapists: [Int], _ rows: Range<Int>, _ table: RowTable, _ search: Search) {
        self.therapists = therapists
        self.rows = rows
        windows.reserveCapacity(therapists.count * search.days.count * 2)
        hours.reserveCapacity(therapists.count)
        for therapist in therapists {
            let first = windows.count
            search.schedule.therapists[therapist].hours.layOut(on: search.days, behind: &windows)
            let own = first..<windows.count
            hours.append(Hours(windows: own, steps: search.steps(in: windows[own])))
        }
        if search.schedule.grid.abutting { abutting = abutting(table, search) }
    }

    private func abutting(_ table: RowTable, _ search: Search) -> [Abutting] {
        let span = search.span.seconds
        var abutting: [Abutting] = []
        for (row, hours) in zip(rows, hours) {
            for start in windows[hours.windows].lazy.compactMap(search.startAbuttingEnd) where span.contains(start) {
                abutting.append(Abutting(row: row, start: start))
            }
        }
        for occupancy in search.schedule.occupancies {
            guard let row = table[occupancy.therapist.rawValue], rows.contains(row),
                let starts = search.startsAbutting(search.startsWithTherapistBusy(with: occupancy))
            else { continue }
            for start in [starts.before, starts.after]
            where span.contains(start)
                && search.isAppointment(at: start, insideOneOf: windows[hours[row - rows.lowerBound].windows])
            {
                abutting.append(Abutting(row: row, start: start))
            }
        }
        return abutting
    }

    /// The axis on which all of them lie.
    func axis(_ search: Search) -> StartAxis {
        let span = search.span.seconds
        var spacing = CommonSpacing(Int64(search.schedule.grid.granularity) * 60)
        if case .absolute(let origin) = search.schedule.grid.anchor {
            spacing.take(origin.secondsSinceEpoch)
        } else {
            for hours in hours {
                for starts in windows[hours.windows].lazy.map(search.startsOfAppointment) where starts.overlaps(span) {
                    for anchor in hours.steps.anchors(of: starts) { spacing.take(anchor) }
                }
            }
        }
        for abutting in abutting { spacing.take(abutting.start) }
        if let even = StartAxis(spacing: spacing.seconds, origin: spacing.origin, span: span) { return even }
        var starts: [Int64] = []
        forEachStart(search) { starts.append($1) }
        return StartAxis(listing: starts)
    }

    func paint(_ brush: BitBrush, _ axis: StartAxis, _ search: Search) {
        guard axis.spacing == Int64(search.schedule.grid.granularity) * 60 else {
            return forEachStart(search) { brush.set($0, axis.column(notBefore: $1)) }
        }
        // Every column is a step of everybody.
        for (row, hours) in zip(rows, hours) {
            for window in hours.windows {
                brush.set(row, axis.columns(in: search.startsOfAppointment(inside: windows[window])))
            }
        }
    }

    /// Calls `body` with the row and the start of each offer.
    private func forEachStart(_ search: Search, _ body: (Int, Int64) -> Void) {
        let span = search.span.seconds
        for (row, hours) in zip(rows, hours) {
            for starts in windows[hours.windows].lazy.map(search.startsOfAppointment) where starts.overlaps(span) {
                hours.steps.forEach(in: starts.clamped(to: span)) { body(row, $0) }
            }
        }
        for abutting in abutting { body(abutting.row, abutting.start) }
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
