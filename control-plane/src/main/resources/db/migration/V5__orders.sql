-- Certificates are ordered from authorities outside as well, in steps that may take hours: each order is a row with what is known of it. The
-- local authority's orders take milliseconds, so none waits over this change.
drop table certificate_order;

create table certificate_order (
  policy_host text primary key check (length(policy_host) <= 253),
  -- Whose turn it is: places are given to tenants in turn.
  tenant_id uuid not null references tenant (id),
  -- Since when the certificate is wanted.
  due_at timestamptz not null,
  -- Made and kept before the authority is asked, so that whoever goes on asks for the same key.
  request bytea,
  sealed_key text,
  key_id text,
  -- The authority asked last, and its order there, kept before anything else is done with it.
  authority text,
  order_url text check (length(order_url) <= 2000),
  challenge_type text,
  token text check (length(token) <= 255),
  key_authorization text check (length(key_authorization) <= 512),
  failures int not null default 0,
  failing_since timestamptz,
  findings text not null default '[]',
  -- The certificate, issued and not published yet.
  certificate_id uuid references certificate (id),
  next_at timestamptz not null,
  -- The authority does not want to be asked before.
  not_before timestamptz,
  -- Grows with each turn; stands in the WHERE of all that a turn writes.
  claim bigint not null default 0,
  claimed_until timestamptz,
  created_at timestamptz not null
);
create index certificate_order_next on certificate_order (next_at) where certificate_id is null;
create index certificate_order_issued on certificate_order (policy_host) where certificate_id is not null;

-- The service's account at an authority. The key is kept before the authority is asked, which answers the same account for the same key.
create table acme_account (
  authority text primary key,
  directory text not null,
  sealed_key text not null,
  key_id text not null,
  url text check (length(url) <= 2000),
  created_at timestamptz not null
);

-- What was asked of authorities, for their limits. Rows older than the longest window are removed.
create table authority_use (
  id bigint generated always as identity primary key,
  authority text not null,
  kind text not null,
  policy_host text not null,
  registered_domain text not null,
  at timestamptz not null
);
create index authority_use_of_account on authority_use (authority, kind, at);
create index authority_use_of_domain on authority_use (authority, registered_domain, at);

-- Hosts without a certificate are looked for often, and are few.
create index hosted_domain_uncertified on hosted_domain (delegated_at)
  where delegated_at is not null and certificate_at is null and removed_at is null;

-- When a domain's CAA records were changed last, and since when every edge has them; never changed since the domain was added: null.
alter table hosted_domain add column caa_changed_at timestamptz, add column caa_live_at timestamptz;

-- When the authority is asked next for the window in which it wants a certificate to be renewed (RFC 9773); null where it has none.
alter table certificate add column renewal_asked_at timestamptz;
create index certificate_renewal_asked on certificate (renewal_asked_at) where newest;
