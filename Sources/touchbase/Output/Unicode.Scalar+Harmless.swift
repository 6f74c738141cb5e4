extension Unicode.Scalar {
    /// Shows as itself, and does nothing else: it steers no terminal and hides behind no neighbour.
    var isHarmless: Bool {
        if isASCII { return (0x20..<0x7F).contains(value) }
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned: return false
        default: return !properties.isDefaultIgnorableCodePoint
        }
    }
}
