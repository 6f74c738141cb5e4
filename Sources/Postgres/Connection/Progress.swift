/// What `Connection.advance` found.
public enum Progress {
    /// Something is under way: poll `socket` for `interest` until `deadline`, then advance again.
    case waiting
    /// Connected, and nothing is under way; notifications may have come.
    case idle
    /// The request that was sent is answered: `request.output(of: reply)`.
    case replied(Reply)
}

/// The results of one request, one for each of its commands.
public struct Reply {
    let results: [ResultSet]
    let names: [String]

    /// The rows of the command at `index`; a request takes no more than its own commands.
    func rows(_ index: Int) -> Rows {
        Rows(results[index], statement: names[index])
    }

    /// What belongs to the commands at `places`, and the rest.
    func parted(_ places: Range<Int>) -> (part: Reply, rest: Reply) {
        var rest = (results: results, names: names)
        rest.results.removeSubrange(places)
        rest.names.removeSubrange(places)
        return (
            Reply(results: Array(results[places]), names: Array(names[places])),
            Reply(results: rest.results, names: rest.names)
        )
    }
}
