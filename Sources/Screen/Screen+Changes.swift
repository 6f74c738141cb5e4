extension Screen {
    /// The columns of a row from the first cell that is not as in `other` to the last, whole characters; all of them where
    /// the other is of another size, or nil.
    public func changedColumns(ofRow row: Int, since other: Screen?) -> Range<Int> {
        guard (0..<size.rows).contains(row) else { return 0..<0 }
        guard let other, other.size == size else { return 0..<size.columns }
        let start = index(0, row)
        return cells.withUnsafeBufferPointer { new in
            other.cells.withUnsafeBufferPointer { old in
                var (first, end) = (start, start + size.columns)
                while first < end, new[first] == old[first] { first += 1 }
                while end > first, new[end - 1] == old[end - 1] { end -= 1 }
                // The right half of a wide character goes with its left one.
                if first < end, first > start, new[first].width == 0 { first -= 1 }
                return first - start..<end - start
            }
        }
    }
}
