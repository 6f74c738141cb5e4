import Availability
import Booking
import BookingStore
import FrontDesk
import Glibc
import Postgres
import Screen
import Terminal

/// The desk at work: one thread that waits for keys, the database, signals and the mail process, tells the model what
/// has happened, does what the model asks for, and paints at most once a turn.
struct DeskLoop: ~Copyable {
    typealias Time = ContinuousClock.Instant

    /// Why the desk ended.
    enum Ending {
        case quit
        case signal(Int32)
        /// The terminal is gone.
        case hungUp
        /// There is no database to work with, and waiting for it would not help.
        case impossible(StoreError)
    }

    /// Waiting for the first reading, the desk shows nothing: a frame that is replaced at once is a flicker. Not longer
    /// than this.
    private static let firstPaint = Duration.milliseconds(100)
    /// How long the desk gives its holds back before it leaves them to run out.
    private static let farewell = Duration.seconds(2)

    private var terminal: Terminal
    private let signals: DeskSignals
    private let clock: DeskClock
    private var back: BackOffice
    private var mail: MailChild?
    private var looks: Looks
    /// Fills an empty practice. It waits for the database, once in the life of a practice.
    private let useSample: () throws -> Void
    private var wantsSample = false
    /// Writes down the theme that was chosen, for the next start.
    private let keepTheme: (String) throws -> Void
    /// The theme that is to be written down, once it shows.
    private var chosenTheme: String?
    private var model: Model
    private var frames = Frames()
    private var ending: Ending?
    private var paintsFrom: Time
    private var needsPaint = true
    /// A reading of some weeks has left its memory behind, a megabyte of it.
    private var hasSpareMemory = false
    /// When the model changes by itself.
    private var nextTick: Time?

    init(
        terminal: consuming Terminal, signals: consuming DeskSignals, clock: DeskClock, back: consuming BackOffice,
        mail: consuming MailChild?, looks: Looks, desk: Desk,
        useSample: @escaping () throws -> Void, keepTheme: @escaping (String) throws -> Void
    ) {
        let now = ContinuousClock.now
        model = Model(
            desk: desk, date: LocalDate(daysSinceEpoch: time(nil) / 86_400), now: clock.moment(now),
            size: terminal.size, themes: looks.names, theme: looks.current,
            keyNames: terminal.showsUnicode ? .signs : .words)
        self.terminal = terminal
        self.signals = signals
        self.clock = clock
        self.back = back
        self.mail = mail
        self.looks = looks
        self.useSample = useSample
        self.keepTheme = keepTheme
        paintsFrom = now + Self.firstPaint
    }

    /// Runs until something ends the desk; then gives back what it holds, and the terminal.
    consuming func run() -> Ending {
        let effects = model.start()
        perform(effects, at: .now)
        take(looks.complaint.map { [.failed($0)] } ?? [], at: .now)
        while ending == nil {
            turn()
        }
        leave()
        return ending ?? .quit
    }

    private mutating func turn() {
        hearTerminal()
        // Somebody waits for what a key does on the screen, and nobody for what it sends to the database.
        paintIfNeeded()
        writeTheme()
        fillPractice()
        hearDatabase()
        guard ending == nil else { return }
        tendMail()
        let isHungUp = wait(for: terminal.inputDescriptor, until: deadline)
        if isHungUp { ending = .hungUp }
        if let number = signals.ending { ending = .signal(number) }
        handleStops()
    }

    /// The time and the keys since the last turn.
    private mutating func hearTerminal() {
        let now = ContinuousClock.now
        var isTold = false
        while let event = terminal.nextEvent() {
            if !isTold { take([.tick(clock.moment(now))], at: now) }
            isTold = true
            back.attend(at: now)
            take([.input(event)], at: now)
        }
        if !isTold, nextTick.map({ $0 <= now }) ?? false { take([.tick(clock.moment(now))], at: now) }
    }

    /// What the database has said. It is shown before what the model asks for in answer is sent, in the same turn.
    private mutating func hearDatabase() {
        let now = ContinuousClock.now
        while true {
            let news = back.advance(at: now)
            if news.isEmpty { break }
            take(news, at: now)
            paintIfNeeded()
        }
        if let obstacle = back.obstacle { ending = ending ?? .impossible(obstacle) }
    }

    /// What was asked for is on the screen while it is done; that it is done the database announces.
    private mutating func fillPractice() {
        guard wantsSample else { return }
        wantsSample = false
        do {
            try useSample()
        } catch {
            take([.failed("The practice was not filled: \(Failure(error, practice: nil).message)")], at: .now)
        }
    }

    /// In the turn of the key that chose it: whatever ends the desk later, the choice is kept.
    private mutating func writeTheme() {
        guard let name = chosenTheme else { return }
        chosenTheme = nil
        do {
            try keepTheme(name)
        } catch {
            take([.failed("The theme is not kept: \(Failure(error, practice: nil).message)")], at: .now)
        }
    }

    /// The mail process comes after the first frame: nobody waits for it.
    private mutating func tendMail() {
        let now = ContinuousClock.now
        guard paintsFrom <= now else { return }
        switch mail?.advance(at: now) {
        case .stopped(let reason): take([.mailStopped(reason)], at: now)
        case .runs: take([.mailStopped(nil)], at: now)
        case nil: break
        }
    }

    private mutating func take(_ messages: [Message], at now: Time) {
        for message in messages {
            if case .loaded = message {
                paintsFrom = min(paintsFrom, now)
                hasSpareMemory = true
            }
            let effects = update(&model, message)
            perform(effects, at: now)
            needsPaint = true
        }
    }

    private mutating func perform(_ effects: [Effect], at now: Time) {
        for effect in effects {
            switch effect {
            case .useTheme(let name): use(name, at: now)
            // One that could not be used is not in use.
            case .keepTheme(let name): if looks.current == name { chosenTheme = name }
            case .useSample: wantsSample = true
            case .bell: terminal.bell()
            case .suspend: suspend()
            case .quit: ending = .quit
            default: back.perform(effect, at: now)
            }
        }
    }

    private mutating func use(_ theme: String, at now: Time) {
        do {
            terminal.use(try looks.use(theme))
        } catch {
            take([.failed("\(error)")], at: now)
        }
    }

    private mutating func paintIfNeeded() {
        guard needsPaint, ending == nil, paintsFrom <= .now else { return }
        needsPaint = false
        nextTick = model.nextDeadline.map(clock.time)
        terminal.paint(frames.frame(of: model, size: terminal.size))
        // While nobody waits for anything: many desks may run on one machine.
        if hasSpareMemory { giveBackSpareMemory() }
        hasSpareMemory = false
    }

    /// When something is to be done even if nothing comes.
    private var deadline: Time? {
        var times = [nextTick, back.session.deadline]
        if needsPaint { times.append(paintsFrom) }
        switch mail {
        case .some(let mail): times.append(mail.deadline.map { max($0, paintsFrom) })
        case .none: break
        }
        return times.compactMap(\.self).min()
    }

    /// Waits for keys (on `input`; -1: for none), the database, the mail process and signals; true when the terminal is
    /// gone.
    private func wait(for input: Int32, until deadline: Time?) -> Bool {
        let (socket, interest) = back.session.watched
        let events = (interest.contains(.read) ? POLLIN : 0) | (interest.contains(.write) ? POLLOUT : 0)
        let errors: Int32
        switch mail {
        case .some(let mail): errors = mail.descriptor
        case .none: errors = -1
        }
        var descriptors = [
            pollfd(fd: input, events: Int16(POLLIN), revents: 0),
            pollfd(fd: socket, events: Int16(events), revents: 0),
            pollfd(fd: errors, events: Int16(POLLIN), revents: 0),
        ]
        signals.wait(for: &descriptors, until: deadline)
        return Int32(descriptors[0].revents) & (POLLHUP | POLLERR | POLLNVAL) != 0
    }
}

extension DeskLoop {
    /// Being stopped from outside, and going on: the terminal may be in whatever state.
    private mutating func handleStops() {
        if signals.takeSuspension() { suspend() }
        guard signals.takeContinuation() else { return }
        terminal.restore()
        terminal.resume()
        needsPaint = true
    }

    private mutating func suspend() {
        terminal.suspend()
        needsPaint = true
        // The terminal may have another size now, and no signal of it came while the desk was stopped.
        take([.tick(clock.moment(.now)), .input(.resize(terminal.size))], at: .now)
    }

    /// Gives back the holds that were made here, as far as that can be done in time.
    private mutating func leave() {
        let end = ContinuousClock.now + Self.farewell
        back.leave(at: .now)
        while true {
            while !back.advance(at: .now).isEmpty {}
            if back.isSettled || .now >= end { return }
            _ = wait(for: -1, until: min(end, back.session.deadline ?? end))
        }
    }
}
