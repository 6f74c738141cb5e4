public import Availability
public import Booking

/// What the shell is asked to do; the model has already taken into account that it was asked.
public enum Effect: Hashable, Sendable {
    /// Read a sheet of the day that the practice has, sooner than all that is kept at hand; answered by
    /// `Message.loaded`.
    case loadToday
    /// Read a whole sheet over the days of the practice's zone from `first` on; answered by `Message.loaded`, and after
    /// that by `.holds` for what other dates have.
    case load(first: LocalDate, days: Int)
    /// Send an intent under a request id of the shell's making; answered by `.answered` or `.unanswered` with the ticket.
    case perform(Intent.Action, Ticket)
    /// Answered by `.customersFound` with the same text.
    case findCustomers(String)
    /// Answered by `.bookingsFound` with the same text.
    case findBookings(String)
    /// Make a customer; answered by `.customerAdded`, or by `.emailTaken` when nobody was made.
    case addCustomer(TypedCustomer)
    /// Take the customer who has that email already, with the phone filled in if none was known; answered by
    /// `.customerAdded`.
    case adoptCustomer(TypedCustomer)
    /// Give a customer those particulars that are not as they were seen; answered by `.customerChanged` or
    /// `.customerContested`.
    case changeCustomer(from: Customer, to: TypedCustomer)
    /// Answered by `.customerRead`.
    case loadCustomer(CustomerID)
    /// The mails, visits and history of one booking; answered by `.details`.
    case loadDetails(Reference)
    /// The newest mails; answered by `.mailLog`.
    case loadMail
    case resend(Reference)
    /// Fill the empty practice with the sample; the next `.loaded` has it, or `.failed` says why it does not.
    case useSample
    /// Paint in another theme from now on.
    case useTheme(String)
    /// Write down the theme in use as the one that was chosen, so that the next start has it; `.failed` says why that
    /// could not be done.
    case keepTheme(String)
    case bell
    /// Give the terminal back and stop, as Ctrl-Z does.
    case suspend
    case quit
}

/// Tells the answers to a desk's intents apart; never used twice.
public struct Ticket: Hashable, Sendable {
    public var number: Int

    public init(number: Int) {
        self.number = number
    }
}

/// A customer as typed at the desk.
public struct TypedCustomer: Hashable, Sendable {
    public var name: String
    /// Empty: none was given.
    public var email: String
    public var phone: String
    public var notes: String

    public init(name: String, email: String, phone: String, notes: String = "") {
        self.name = name
        self.email = email
        self.phone = phone
        self.notes = notes
    }
}
