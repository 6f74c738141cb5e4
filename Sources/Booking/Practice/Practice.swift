public import Availability

/// What every terminal of the practice agrees on; one row in the database.
public struct Practice: Hashable, Sendable {
    public var brand: String
    /// IANA name; hours are local in this zone.
    public var zoneIdentifier: String
    /// ISO 4217, such as `USD`.
    public var currency: String
    /// Minutes between offered starts.
    public var granularity: Int
    /// Minutes a hold lives.
    public var holdMinutes: Int
    /// The From address of the mails; nil: mails cannot be sent yet.
    public var mailFrom: String?
    /// How customers reach the practice.
    public var phone: String?
    /// Hours before an appointment at which its customer is reminded; 0: never.
    public var reminderHours: Int
    /// Minutes that a mail waits before it is tried: what is taken back within them was never told.
    public var mailGrace: Int

    public init(
        brand: String = "TouchBase", zoneIdentifier: String = "America/Detroit", currency: String = "USD",
        granularity: Int = 15, holdMinutes: Int = 10, mailFrom: String? = nil, phone: String? = nil,
        reminderHours: Int = 24, mailGrace: Int = 0
    ) {
        self.brand = brand
        self.zoneIdentifier = zoneIdentifier
        self.currency = currency
        self.granularity = granularity
        self.holdMinutes = holdMinutes
        self.mailFrom = mailFrom
        self.phone = phone
        self.reminderHours = reminderHours
        self.mailGrace = mailGrace
    }
}

/// Something the practice sells.
public struct Service: Hashable, Sendable {
    public var name: String
    /// In the currency's minor unit (cents).
    public var price: Int
    public var times: ServiceTimes

    public var id: ServiceID { times.id }

    public init(name: String, price: Int, times: ServiceTimes) {
        self.name = name
        self.price = price
        self.times = times
    }
}

/// Somebody who gives treatments.
public struct Therapist: Hashable, Sendable {
    public var id: TherapistID
    public var name: String

    public init(id: TherapistID, name: String) {
        self.id = id
        self.name = name
    }
}

/// A place where treatments are given.
public struct Room: Hashable, Sendable {
    public var id: RoomID
    public var name: String

    public init(id: RoomID, name: String) {
        self.id = id
        self.name = name
    }
}
