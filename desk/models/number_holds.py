"""Up to which number the journal is whole: on PostgreSQL entries do not come in their order.

A transaction there takes numbers when it writes and shows what it wrote when it ends, so a smaller
number may come to light after a greater one. Each that may write therefore holds, from its first
statement to its end, a lock which nobody waits for. Its number is the journal's last one at that
time, so whoever looks at the locks knows below which number nothing is still to come.
"""

_BASE = 0x4445_5350 << 32
"""What is added to a number of the journal to make that of a lock."""

BEGIN_WRITING = f"""SELECT value::int, pg_advisory_xact_lock_shared({_BASE} +
    (SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM journal_seq_seq))
    FROM setting WHERE name = 'scheme'"""
"""The first statement of a transaction that may write: the store's scheme, and the hold."""

LAST = "SELECT COALESCE(max(seq), 0) FROM journal"
"""The last number that was given and kept: to be asked for first."""

LOWEST_HOLD = f"""SELECT min(((classid::bigint << 32) | objid::bigint) - {_BASE}) FROM pg_locks
    WHERE locktype = 'advisory' AND objsubid = 1 AND classid::bigint = {_BASE >> 32}
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"""
"""The number above which something may still come, to be asked for next: of what `LAST` counted,
all up to here is there for whoever looks from then on."""
