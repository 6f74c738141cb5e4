import Availability
import Booking
public import Screen

/// Makes one frame of a desk after the other, and keeps of each what a move of the cursor leaves as it is: with that a key
/// costs half of what it would.
///
/// The frames are those of `view(_:size:)` to the cell.
public struct Frames: Sendable {
    private var backdrop: Backdrop?

    public init() {}

    /// What the desk shows at a size.
    public mutating func frame(of model: Model, size: Size) -> Screen {
        var model = model
        model.size = size
        guard model.flow == nil, !model.isTooSmall, !model.isEmptyPractice else {
            var view = DeskView(model)
            view.draw()
            return view.screen
        }
        let subject = Backdrop.Subject(model)
        let kept = backdrop.flatMap { $0.subject == subject ? $0 : nil }
        var view = DeskView(model, over: kept)
        if kept == nil {
            view.drawBackdrop()
            backdrop = Backdrop(subject, view)
        }
        view.drawForeground()
        return view.screen
    }
}

/// A frame without the cursor and all that follows it.
struct Backdrop: Sendable {
    /// All that is to be seen in a backdrop: two models of which this is equal have the same.
    struct Subject: Equatable {
        private let size: Size
        private let messageRows: Int
        private let sheet: Int
        private let day: DayModel
        private let minute: Int64?
        private let holds: [Countdown]
        private let flashes: Set<BookingID>
        private let link: Link
        private let mail: Model.MailCounts

        /// What a hold's countdown says, and how.
        private struct Countdown: Equatable {
            let seconds: Int64
            let isUrgent: Bool
        }

        init(_ model: Model) {
            size = model.size
            messageRows = model.messageRows
            sheet = model.sheetNumber
            day = model.day.withoutCursor
            minute = model.instant.map { $0.secondsSinceEpoch / 60 }
            holds = (model.sheet?.holds(at: model.now) ?? []).map { hold in
                let left = model.sheet?.millisecondsLeft(of: hold, at: model.now) ?? 0
                return Countdown(seconds: (left + 999) / 1000, isUrgent: left < 120_000)
            }
            flashes = Set(model.flashes.keys)
            link = model.link
            mail = model.mail
        }
    }

    let subject: Subject
    let screen: Screen
    let selectedArea: Rect
    let cursorKeysArea: Rect
    let titleAreas: [Int: Rect]

    /// - Parameter view: what has drawn it, and nothing else yet.
    fileprivate init(_ subject: Subject, _ view: DeskView) {
        self.subject = subject
        screen = view.screen
        selectedArea = view.selectedArea
        cursorKeysArea = view.cursorKeysArea
        titleAreas = view.titleAreas
    }
}
