-- What a desk reads again and again beside the bookings that block somebody: the cancelled ones of the days it shows, and
-- the mails that did not arrive.
--
-- "blocks" changes only when a booking is cancelled or expires, never when a hold is confirmed: that stays a HOT update.

create index booking_given_back on booking (starts_at) where not blocks;
create index notification_undelivered on notification (booking_id) where status in ('failed', 'uncertain');
