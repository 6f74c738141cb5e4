import Availability
import Booking
import BookingStore
import Postgres
import TestSupport

/// Bookings of all states around a day, written by the owner as they come: those that the schema refuses are left out.
struct RandomBookings {
    private var references: [String] = []
    private var therapists: [Int] = []
    private var rooms: [Int] = []
    private var statuses: [String] = []
    /// Of each the prep, duration, recovery and turnover, in minutes, and its start in seconds.
    private var starts: [Int] = []
    private var preps: [Int] = []
    private var durations: [Int] = []
    private var recoveries: [Int] = []
    private var turnovers: [Int] = []

    init(count: Int, in catalog: Catalog, around day: Instant, using generator: inout Dice) {
        for _ in 0..<count {
            references.append(String((0..<6).map { _ in generator.pick(Array(Reference.alphabet)) }))
            therapists.append(Int(generator.pick(catalog.therapists).id.rawValue))
            rooms.append(Int(generator.pick(catalog.rooms).id.rawValue))
            statuses.append(generator.pick(["live hold", "stale hold", "confirmed", "completed", "cancelled"]))
            starts.append(Int(day.advanced(byMinutes: generator.int(-300...1500)).secondsSinceEpoch))
            preps.append(generator.pick([0, 0, 5, 13]))
            durations.append(generator.int(5...120))
            recoveries.append(generator.pick([0, 0, 0, 10, 10, 200]))
            turnovers.append(generator.pick([0, 0, 0, 15, 15, 15, 15, 1440]))
        }
    }

    /// "stale hold" ran out and was not swept; it still is in the way of others in the indexes.
    func write(to practice: TestPractice, service: ServiceID) throws {
        try practice.sql(
            """
            insert into booking (reference, service_id, therapist_id, room_id, customer_id, status, blocks, blocked_from,
                starts_at, ends_at, therapist_released_at, room_released_at, hold_expires_at, made_by, made_on)
            select reference, $10::integer, therapist, room, 1,
                   case when status like '%hold' then 'hold' else status end, status <> 'cancelled',
                   start - minutes(prep), start, start + minutes(duration), start + minutes(duration + recovery),
                   start + minutes(duration + turnover),
                   case status when 'live hold' then now() + interval '1 day'
                               when 'stale hold' then now() - interval '1 day' end, 'Dana', 'desk-1'
            from unnest($1::text[], $2::integer[], $3::integer[], $4::text[], $5::bigint[], $6::integer[], $7::integer[],
                        $8::integer[], $9::integer[])
                 row (reference, therapist, room, status, second, prep, duration, recovery, turnover),
                 to_timestamp(second) start
            on conflict do nothing
            """,
            [
                references, therapists, rooms, statuses, starts, preps, durations, recoveries, turnovers,
                service.rawValue,
            ])
    }
}
