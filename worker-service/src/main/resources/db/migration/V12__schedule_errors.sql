-- Why a schedule's latest time submitted no job.
ALTER TABLE schedules ADD COLUMN last_error text;
