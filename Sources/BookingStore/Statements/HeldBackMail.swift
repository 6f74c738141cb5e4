public import Booking
public import Postgres

/// Mails that a restoration keeps from going out: they were to be sent when its backup was made, and may have gone out
/// since.
public enum HeldBackMail {
    /// Put around the script of a backup, in its transaction: no worker ever sees what was queued. The mails that follow
    /// are numbered on from where the ones given up had come to, for what a worker still says of those is by number.
    ///
    /// It has to do with the schema of any backup, before that is migrated.
    public static let scripts = (before: before, after: after)

    private static let before = """
        do $$
        begin
            if to_regclass('touchbase.notification_id_seq') is not null then
                perform set_config('touchbase.last_mail', last_value::text, false) from touchbase.notification_id_seq;
            end if;
        end $$;

        """

    /// What was reported counts, and the reminders whose time has come since may have been sent, too.
    private static let after = """
        do $$
        begin
            if to_regclass('touchbase.mail_report') is not null then
                perform touchbase.settle_mail(worker, true) from (select distinct worker from touchbase.mail_report) dead;
            end if;
            perform touchbase.queue_reminders();
            update touchbase.notification
            set status = 'uncertain', leased_until = null, worker = null,
                last_error = concat_ws(
                    '; ',
                    'held back: when the backup was made that was restored, it had not gone out yet; it may have since',
                    last_error)
            where status in ('queued', 'sending');
            perform setval('touchbase.notification_id_seq', last_mail)
            from (select nullif(current_setting('touchbase.last_mail', true), '')::bigint as last_mail) given_up,
                 touchbase.notification_id_seq
            where last_mail > last_value;
        end $$;

        """
}

extension Statement where Output == [Notification] {
    /// The held back mails of bookings yet to come, oldest first: of each booking the last, unless it had other news since.
    public static var heldBackMails: Statement {
        .all(
            "held back mails",
            """
            select \(NotificationColumns.list(from: "mail"))
            from \(NotificationColumns.undelivered) and mail.status = 'uncertain' and mail.last_error like 'held back:%'
            join booking on booking.id = mail.booking_id
            order by mail.id
            """
        ) { row throws(PostgresError) in try NotificationColumns.read(row) }
    }
}
