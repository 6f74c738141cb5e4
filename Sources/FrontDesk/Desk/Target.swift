import Availability
import Screen

/// What a click on a piece of the screen means: whoever draws it says so, and what is drawn last lies on top.
enum Target: Hashable {
    /// The same as the key of that command, in the place where keys go.
    case command(Command)
    /// A line of the list that has the keys: the first click marks it, the next one takes it.
    case line(Int)
    /// A start that is lit in the calendar.
    case offer(Slot)
    /// Nothing: something lies over what was there.
    case nothing
}

extension DeskView {
    /// Only for the frame that is asked for it: a frame that is painted has no use for them.
    mutating func offer(_ area: Rect, as target: Target?) {
        if let target, isAskedForTargets { targets.append((area, target)) }
    }

    /// A key of the calendar's, while keys go there.
    func click(_ command: Command) -> Target? {
        model.place == .desk ? .command(command) : nil
    }

    func target(at position: Position) -> Target? {
        targets.last { $0.area.contains(position) }?.target
    }
}
