-- People who sign in: roles and permissions, users, sessions, second factor, supervisor PINs, API keys.

create schema people;

-- A role is a named set of permissions with its limits. The eight starting roles follow the program's own tables
-- until somebody edits them (edited_at); from then on they belong to the business.
create table people.role (
  id uuid primary key,
  name text not null constraint role_name unique constraint role_name_form check (name ~ '^[a-z][a-z0-9_-]{1,39}$'),
  title text,
  starting boolean not null default false,
  -- Has every permission, also those that later versions declare.
  is_admin boolean not null default false,
  discount_basis_points integer not null default 0
    constraint role_discount check (discount_basis_points between 0 and 10000),
  version integer not null default 1,
  created_at timestamptz not null,
  edited_at timestamptz,
  edited_by uuid
);

create table people.role_permission (
  role_id uuid not null constraint role_permission_role references people.role (id) on delete cascade,
  permission text not null,
  primary key (role_id, permission)
);

create table people."user" (
  id uuid primary key,
  email text not null constraint user_email unique constraint user_email_lower check (email = lower(email)),
  full_name text not null,
  phone text,
  company text,
  position text,
  notes text,
  avatar_file_id uuid constraint user_avatar references platform.file (id),
  role_id uuid not null constraint user_role references people.role (id),
  -- Where this person works; null means everywhere.
  store_ids uuid[],
  warehouse_ids uuid[],
  -- Null until the invitation is accepted.
  password_hash text,
  -- Long enough to stand without a second factor.
  password_stands_alone boolean not null default false,
  password_changed_at timestamptz,
  must_change_password boolean not null default false,
  -- Sealed with a key that is not in the database.
  totp_secret bytea,
  totp_confirmed_at timestamptz,
  totp_last_step bigint not null default 0,
  -- Keyed digest: finds the supervisor by the PIN, says nothing without the key.
  pin_digest bytea constraint user_pin unique,
  is_demo boolean not null default false,
  last_signed_in_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null,
  created_by uuid,
  deactivated_at timestamptz,
  deactivated_by uuid,
  constraint user_totp_has_secret check (totp_confirmed_at is null or totp_secret is not null)
);
create index user_role_id on people."user" (role_id);
create index user_avatar_file_id on people."user" (avatar_file_id);
create index user_search on people."user" using gin (platform.fold(full_name || ' ' || email) gin_trgm_ops);

-- One signed-in device, which is also one family of refresh tokens: each is a keyed digest of the seed and the
-- generation, so nothing in this table can be used to sign in.
create table people.session (
  id uuid primary key,
  user_id uuid not null constraint session_of_user references people."user" (id),
  -- The browser's long-lived cookie: tells the owner's own device from a stranger's.
  device_id uuid,
  seed bytea not null,
  generation integer not null default 1,
  rotated_at timestamptz not null,
  ip text not null,
  agent text not null,
  -- The last time the password was given.
  authenticated_at timestamptz not null,
  pin_failures integer not null default 0,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  revoked_reason text,
  constraint session_revoked_has_reason check ((revoked_at is null) = (revoked_reason is null))
);
create index session_user_id on people.session (user_id, created_at desc);
create index session_device_id on people.session (device_id, user_id) where device_id is not null;

-- Rises with each change of who may do what; every process compares it twice a second.
create table people.access_version (
  only_one boolean primary key default true constraint access_version_is_one check (only_one),
  version bigint not null
);
insert into people.access_version (version) values (1);

-- What a password hash costs on this installation, measured once: equal for all, so that time tells nobody apart.
create table people.hash_cost (
  only_one boolean primary key default true constraint hash_cost_is_one check (only_one),
  memory_kib integer not null constraint hash_cost_memory check (memory_kib >= 19456),
  passes integer not null constraint hash_cost_passes check (passes >= 2)
);

-- Failures by account, device or address: what slows guessing down.
create table people.attempt (
  key text primary key,
  failures integer not null,
  last_at timestamptz not null,
  blocked_until timestamptz not null
);
create index attempt_last_at on people.attempt (last_at);

-- Links sent by e-mail: a new password for one who forgot it, or the first one of an invited person.
create table people.link (
  id uuid primary key,
  user_id uuid not null constraint link_user references people."user" (id),
  purpose text not null constraint link_purpose check (purpose in ('password_reset', 'invitation')),
  hash bytea not null constraint link_hash unique,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index link_user_id on people.link (user_id);

create table people.recovery_code (
  user_id uuid not null constraint recovery_code_user references people."user" (id),
  hash bytea not null,
  used_at timestamptz,
  primary key (user_id, hash)
);

-- A supervisor's PIN at somebody else's register: one permission, one document, two minutes, once.
create table people.approval (
  id uuid primary key,
  permission text not null,
  document_id uuid not null,
  user_id uuid not null constraint approval_user references people."user" (id),
  session_id uuid not null constraint approval_session references people.session (id),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index approval_document_id on people.approval (document_id);
create index approval_user_id on people.approval (user_id);
create index approval_session_id on people.approval (session_id);

-- A key for programs. It can do what it names and what its owner may still do, whichever is less.
create table people.api_key (
  id uuid primary key,
  name text not null,
  hash bytea not null,
  user_id uuid not null constraint api_key_user references people."user" (id),
  permissions text[] not null,
  store_ids uuid[],
  warehouse_ids uuid[],
  created_at timestamptz not null,
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz
);
create index api_key_user_id on people.api_key (user_id);

-- The row exists once the shop has its first administrator: of two setups at once, one inserts it.
create table people.setup (
  only_one boolean primary key default true constraint setup_is_one check (only_one),
  completed_at timestamptz not null,
  user_id uuid not null constraint setup_user references people."user" (id)
);
create index setup_user_id on people.setup (user_id);

do $$
begin
  if exists (select from pg_roles where rolname = 'mostrador_app') then
    grant usage on schema people to mostrador_app;
    grant select, insert, update, delete on all tables in schema people to mostrador_app;
    revoke delete on people."user", people.session, people.setup, people.access_version from mostrador_app;
    revoke update on people.setup from mostrador_app;
  end if;
end $$;
