import Availability
import BookingStore
import Postgres
import TestSupport

/// A hold that somebody might ask for.
struct Wish: Hashable, Sendable {
    var service: ServiceID
    var start: Instant
    var therapist: TherapistID
    var room: RoomID
}

/// Holds wishes through the database's own intent, each alone: every hold is undone before the next is tried.
enum HoldTrial {
    /// What the database answered.
    enum Answer: Hashable, Sendable {
        case held
        case notBookable
        /// The booking that is named to be in the way.
        case conflict(String)
    }

    /// In one round trip, in the order of the wishes.
    static func answers(to wishes: [Wish], in practice: TestPractice) throws -> [Answer] {
        var session = try practice.database.connect(session: .patient)
        try session.run(script: function, named: "make the trial")
        let trial = Statement.all(
            "try holds",
            """
            select pg_temp.try_hold(service, therapist, room, to_timestamp(start)) as answer
            from unnest($1::integer[], $2::integer[], $3::integer[], $4::bigint[])
                 with ordinality wish (service, therapist, room, start, number)
            order by number
            """,
            [
                wishes.map(\.service.rawValue), wishes.map(\.therapist.rawValue), wishes.map(\.room.rawValue),
                wishes.map(\.start.secondsSinceEpoch),
            ]
        ) { row throws(PostgresError) in try row.value("answer", as: String.self) { Answer($0) } }
        return try session.run(trial, within: .seconds(60))
    }

    /// The exception takes back all that the hold has done, the locks too.
    private static let function = """
        set search_path = touchbase, public, pg_temp;
        create function pg_temp.try_hold(p_service integer, p_therapist integer, p_room integer, p_start timestamptz)
            returns text language plpgsql as $$
        declare
            reply answer;
        begin
            reply := hold(gen_random_uuid(), p_service, p_therapist, p_room, p_start, null, 'Dana', 'desk-1');
            raise exception using errcode = 'TRIAL', message = concat_ws(' ', reply.outcome, (reply.blocker).reference);
        exception when sqlstate 'TRIAL' then
            return sqlerrm;
        end $$;
        """
}

extension HoldTrial.Answer {
    fileprivate init?(_ text: String) {
        let words = text.split(separator: " ").map { String($0) }
        switch (words.first, words.count) {
        case ("done", 1): self = .held
        case ("not_bookable", 1): self = .notBookable
        case ("conflict", 2): self = .conflict(words[1])
        default: return nil
        }
    }
}
