-- What is shown for a frame, a record or an operation may change when more is known of the past. Rows stay as they were written, under
-- these names; the old names become views of the newest. Nothing else belongs here: only so may each statement run again.
RENAME TABLE IF EXISTS verdicts TO verdict_rows;
RENAME TABLE IF EXISTS records TO record_rows;
RENAME TABLE IF EXISTS identity_operations TO identity_operation_rows;
