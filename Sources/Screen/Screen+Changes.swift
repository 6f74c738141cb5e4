extension Screen {
    /// The columns of a row from the first cell that is not as in `other` to the last, whole characters; all of them where
    /// the other is of another size, or nil.
    public func changedColumns(ofRow row: Int, since other: Screen?) -> Range<Int> {
        guard rows.indices.contains(row) else { return 0..<0 }
        guard let other, other.size == size else { return 0..<size.columns }
        return rows[row].withUnsafeBufferPointer { new in
            other.rows[row].withUnsafeBufferPointer { old in
                // One row of two screens, nearly always.
                if new.baseAddress == old.baseAddress { return 0..<0 }
                var (first, end) = (0, new.count)
                while first < end, new[first] == old[first] { first += 1 }
                while end > first, new[end - 1] == old[end - 1] { end -= 1 }
                // The right half of a wide character goes with its left one.
                if first < end, first > 0, new[first].width == 0 { first -= 1 }
                return first..<end
            }
        }
    }
}
