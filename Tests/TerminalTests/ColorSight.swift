import Foundation
import Terminal

/// How somebody sees colours, as far as the cones of the eye go.
enum ColorSight: CaseIterable {
    case usual
    /// Without the cones for long waves, which see red.
    case protanopia
    /// Without those for middle waves, which see green.
    case deuteranopia

    /// How far two colours are from each other for whoever sees so: the CIE 1976 difference, of which 2 to 3 can just be
    /// seen.
    func difference(_ one: RGB, _ other: RGB) -> Double {
        let (a, b) = (lab(seen(one)), lab(seen(other)))
        return zip(a, b).map { ($0 - $1) * ($0 - $1) }.reduce(0, +).squareRoot()
    }

    /// What remains of linear red, green and blue: G. Machado, M. Oliveira, L. Fernandes, "A Physiologically-based Model
    /// for Simulation of Color Vision Deficiency" (2009), at its full severity.
    private var matrix: [[Double]] {
        switch self {
        case .usual: [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
        case .protanopia:
            [
                [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998],
            ]
        case .deuteranopia:
            [
                [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881],
            ]
        }
    }

    private func seen(_ color: RGB) -> [Double] {
        let linear = [color.red, color.green, color.blue].map { part -> Double in
            let share = Double(part) / 255
            return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
        }
        return matrix.map { row in min(1, max(0, zip(row, linear).map(*).reduce(0, +))) }
    }

    /// CIE L*a*b* of linear sRGB under its own white.
    private func lab(_ color: [Double]) -> [Double] {
        let (red, green, blue) = (color[0], color[1], color[2])
        let f = { (part: Double) in part > 0.008856 ? cbrt(part) : part * 7.787 + 16.0 / 116 }
        let x = f((0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047)
        let y = f(0.2126729 * red + 0.7151522 * green + 0.0721750 * blue)
        let z = f((0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883)
        return [116 * y - 16, 500 * (x - y), 200 * (y - z)]
    }
}
