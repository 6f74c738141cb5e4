import Availability
import Booking

extension JSONWriter {
    /// A booking's members, in the object that is being written; without its mails where they were not read.
    mutating func members(of booking: Booking, mails: [Notification]?, _ practice: PracticeView) {
        member("reference", booking.reference.description)
        member("status", booking.status.rawValue)
        member("service", booking.service.name)
        member("therapist", booking.therapist.name)
        member("room", booking.room.name)
        member("customer") { json in
            guard let customer = booking.customer else { return json.value(nil) }
            json.object { json in
                json.member("name", customer.name)
                json.member("email", customer.email)
                json.member("phone", customer.phone)
            }
        }
        member("starts_at", practice.zone.rfc3339(booking.starts))
        member("ends_at", practice.zone.rfc3339(booking.ends))
        member("therapist_released_at", practice.zone.rfc3339(booking.therapistReleased))
        member("room_released_at", practice.zone.rfc3339(booking.roomReleased))
        member("hold_expires_at", booking.hold.map { practice.zone.rfc3339($0.expires) })
        if let mails { member("notifications", each: mails) { $0.notification($1, practice) } }
    }

    mutating func booking(
        _ booking: Booking, mails: [Notification]?, _ practice: PracticeView, _ difference: CustomerDifference? = nil
    ) {
        object { json in
            json.members(of: booking, mails: mails, practice)
            guard let difference else { return }
            json.member("not_taken_over") { json in
                json.object { json in
                    if let name = difference.name { json.member("name", name) }
                    if let phone = difference.phone { json.member("phone", phone) }
                }
            }
        }
    }

    private mutating func notification(_ mail: Notification, _ practice: PracticeView) {
        object { json in
            json.member("kind", mail.kind.rawValue)
            json.member("status", mail.status.rawValue)
            json.member("provider_id", mail.providerID)
            json.member("outbox_file", mail.outboxFile)
            json.member("sent_at", mail.sent.map { practice.zone.rfc3339($0) })
        }
    }

    /// Some thousand slots share a few hundred times, whose texts are made once.
    mutating func slots(_ key: StaticString, _ slots: some Sequence<Slot>, _ practice: PracticeView) {
        var texts: [Instant: String] = [:]
        func text(_ instant: Instant) -> String {
            if let text = texts[instant] { return text }
            let text = practice.zone.rfc3339(instant)
            texts[instant] = text
            return text
        }
        member(key, each: slots) { $0.slot($1, practice, timestamp: text) }
    }

    mutating func slot(_ slot: Slot, _ practice: PracticeView) {
        self.slot(slot, practice, timestamp: practice.zone.rfc3339)
    }

    private mutating func slot(_ slot: Slot, _ practice: PracticeView, timestamp: (Instant) -> String) {
        object { json in
            json.member("starts_at", timestamp(slot.start))
            json.member("ends_at", timestamp(slot.end))
            json.member("therapist", practice.name(slot.therapist))
            json.member("room", practice.name(slot.room))
            json.member("room_released_at", timestamp(slot.roomReleased))
            json.member("gap_cost_minutes", slot.gapCost)
        }
    }

    mutating func value(_ reason: ExplainedReason) {
        object { json in
            json.member("code", reason.code)
            json.member("message", reason.sentence)
        }
    }
}
