/// How long something takes, in milliseconds.
struct Measurement {
    let median: Double
    let least: Double
    let p90: Double
    let runs: Int

    /// Runs `body` in 31 rounds, each as often as takes 20 ms; what counts is a round's mean.
    init(of body: () -> Void) {
        let clock = ContinuousClock()
        func milliseconds(_ repeats: Int) -> Double {
            let elapsed = clock.measure { for _ in 0..<repeats { body() } }
            return Double(elapsed.components.seconds) * 1e3 + Double(elapsed.components.attoseconds) / 1e15
        }
        for _ in 0..<3 { body() }
        var repeats = 1
        while milliseconds(repeats) < 20 { repeats *= 2 }
        let rounds = (0..<31).map { _ in milliseconds(repeats) / Double(repeats) }.sorted()
        (median, least, p90, runs) = (rounds[15], rounds[0], rounds[27], 31 * repeats)
    }
}
