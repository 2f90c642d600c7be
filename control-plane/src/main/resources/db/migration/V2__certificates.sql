-- Certificates belong to policy hosts, not to tenants: whoever takes a host over by its delegation goes on with its certificate.
-- Private keys are sealed by the key-encryption key, which is not in the database.

-- Kept as history; the newest one in date is the current one.
create table certificate (
  id uuid primary key,
  policy_host text not null check (length(policy_host) <= 253),
  serial text not null,
  chain text not null,
  sealed_key text not null,
  key_id text not null,
  authority text not null,
  not_before timestamptz not null,
  not_after timestamptz not null,
  renew_at timestamptz not null,
  newest boolean not null,
  created_at timestamptz not null,
  unique (authority, serial)
);

create index certificate_of_host on certificate (policy_host, created_at desc);
-- What is due is looked for often, and the history only grows.
create index certificate_due on certificate (renew_at) where newest;
create unique index certificate_newest_of_host on certificate (policy_host) where newest;

-- At most one order per policy host. Its key is kept before the authority is asked, so that whoever resumes it asks for the same one.
create table certificate_order (
  policy_host text primary key check (length(policy_host) <= 253),
  request bytea not null,
  sealed_key text not null,
  key_id text not null,
  fence bigint not null,
  leased_until timestamptz not null,
  created_at timestamptz not null
);

-- The local authority: one row, made at the first start.
create table local_authority (
  id smallint primary key check (id = 1),
  root_certificate text not null,
  root_key text not null,
  intermediate_certificate text not null,
  intermediate_key text not null,
  key_id text not null,
  created_at timestamptz not null
);
