-- Every row of every table belongs to a tenant. One of them, the operator, may add tenants.
create table tenant (
  id         uuid primary key,
  name       text not null check (length(name) between 1 and 100),
  operator   boolean not null,
  created_at timestamptz not null
);
create unique index tenant_name on tenant (lower(name));
create unique index tenant_operator on tenant (operator) where operator;
create index tenant_page on tenant (created_at, id);

-- Bearer tokens. The token itself is not stored: only whoever was given it has it.
create table token (
  id           uuid primary key,
  tenant_id    uuid not null references tenant,
  name         text not null check (length(name) between 1 and 100),
  hash         bytea not null unique check (octet_length(hash) = 32),
  scope        text not null check (scope in ('read', 'write', 'admin')),
  created_at   timestamptz not null,
  expires_at   timestamptz,
  last_used_at timestamptz
);
create index token_page on token (tenant_id, created_at, id);

-- First outcomes of POST requests, kept for a day. Without a status while the first request runs.
create table idempotency_key (
  tenant_id   uuid not null references tenant,
  key         text not null check (length(key) between 1 and 200),
  fingerprint bytea not null,
  created_at  timestamptz not null,
  status      integer,
  location    text,
  body        text,
  secret_id   uuid,
  primary key (tenant_id, key)
);
create index idempotency_key_age on idempotency_key (created_at);

-- Who changed what. Rows are only ever added.
create table audit_entry (
  id        uuid primary key,
  tenant_id uuid not null references tenant,
  at        timestamptz not null,
  actor     text not null,
  token_id  uuid,
  action    text not null,
  domain    text,
  details   jsonb not null
);
create index audit_entry_page on audit_entry (tenant_id, at desc, id desc);
create index audit_entry_domain on audit_entry (tenant_id, domain, at desc, id desc);
