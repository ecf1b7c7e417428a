-- Imports: the file's rows as they came, the mapping, what each batch did, and every cell that was refused.

create table platform.import_run (
  id uuid primary key,
  kind text not null,
  file_name text not null,
  format text not null check (format in ('csv', 'xlsx')),
  sha256 bytea not null,
  -- mapping -> checking -> checked -> running -> completed -> undone; cancelled and failed end it too.
  status text not null check (status in
    ('mapping', 'checking', 'checked', 'running', 'completed', 'cancelled', 'failed', 'undoing', 'undone')),
  encoding text,
  delimiter text,
  headings jsonb not null,
  -- Column of the kind -> index of the heading.
  mapping jsonb not null,
  -- How numbers and days are written in this file: { decimal: ',' | '.', day: 'dmy' | 'mdy' | 'ymd' }.
  reading jsonb not null,
  rows_total integer not null,
  error text,
  created_by uuid,
  created_by_name text not null,
  -- Who ran it, with the permissions and limits of that moment: the job works with exactly these.
  actor jsonb,
  created_at timestamptz not null,
  checked_at timestamptz,
  started_at timestamptz,
  finished_at timestamptz,
  undone_at timestamptz,
  version integer not null default 1
);
create index import_run_created_at on platform.import_run (created_at desc, id desc);

-- The rows of the file, some hundreds together, so that half a million rows are a thousand inserts.
create table platform.import_block (
  run_id uuid not null references platform.import_run (id) on delete cascade,
  block integer not null,
  first_row integer not null,
  last_row integer not null,
  lines jsonb not null,
  primary key (run_id, block)
);
create index import_block_rows on platform.import_block (run_id, first_row);

-- What each batch did, written in the batch's own transaction: a run that was killed goes on after its last row here,
-- and its totals are the sum of these, so they come out equal.
create table platform.import_batch (
  run_id uuid not null references platform.import_run (id) on delete cascade,
  phase text not null check (phase in ('check', 'run')),
  first_row integer not null,
  last_row integer not null,
  created integer not null,
  changed integer not null,
  unchanged integer not null,
  refused integer not null,
  at timestamptz not null,
  primary key (run_id, phase, first_row)
);

-- Every bad cell, with what was in it and why it was refused.
create table platform.import_problem (
  run_id uuid not null references platform.import_run (id) on delete cascade,
  phase text not null check (phase in ('check', 'run')),
  row_number integer not null,
  n integer not null,
  column_name text,
  given text,
  code text not null,
  says jsonb not null,
  primary key (run_id, phase, row_number, n)
);

-- The mapping that was used for a file with these headings: the next one of the same shape is understood at once.
create table platform.import_mapping (
  kind text not null,
  headings_hash bytea not null,
  mapping jsonb not null,
  reading jsonb not null,
  used_at timestamptz not null,
  primary key (kind, headings_hash)
);

do $$
begin
  if exists (select from pg_roles where rolname = 'mostrador_app') then
    grant select, insert, update, delete on platform.import_run, platform.import_block, platform.import_batch,
      platform.import_problem, platform.import_mapping to mostrador_app;
  end if;
end $$;
