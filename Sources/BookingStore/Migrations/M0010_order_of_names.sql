-- The order in which services, rooms and therapists are listed, kept beside their names: the first fold() of a session
-- loads a dictionary, which took a desk longer than all other rules of the practice together.
alter table service add column listed_as text not null generated always as (fold(name)) stored;
alter table room add column listed_as text not null generated always as (fold(name)) stored;
alter table therapist add column listed_as text not null generated always as (fold(name)) stored;
