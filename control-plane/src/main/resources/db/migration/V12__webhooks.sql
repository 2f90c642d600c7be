-- Where a tenant's events are told to other programs.
create table webhook (
  id                    uuid primary key,
  tenant_id             uuid not null references tenant,
  url                   text not null check (length(url) between 1 and 1000),
  -- Of the URL: attempts at one host are counted.
  host                  text not null check (length(host) between 1 and 253),
  description           text not null check (length(description) <= 200),
  event_types           text[] not null check (cardinality(event_types) between 1 and 50),
  enabled               boolean not null,
  -- Why the service has disabled it.
  disabled_because      text check (disabled_because in ('gone', 'failing')),
  -- Since the first of the failures after the last success.
  failing_since         timestamptz,
  -- The number of the last event that was looked at for it.
  seen_event            bigint not null,
  previous_secret_until timestamptz,
  version               bigint not null,
  created_at            timestamptz not null,
  changed_at            timestamptz not null,
  check (not enabled or disabled_because is null)
);
create index webhook_page on webhook (tenant_id, created_at, id);

-- What deliveries are signed with, sealed with the key-encryption key. Besides the newest one there may be the one before it.
create table webhook_secret (
  id         uuid primary key,
  webhook_id uuid not null references webhook on delete cascade,
  newest     boolean not null,
  sealed_key text not null,
  key_id     text not null,
  created_at timestamptz not null,
  unique (webhook_id, newest)
);

-- One event for one webhook, and how far its delivery is.
create table webhook_delivery (
  id              uuid primary key,
  webhook_id      uuid not null references webhook on delete cascade,
  -- Without one it is a ping.
  event_number    bigint,
  message_id      text not null check (length(message_id) between 1 and 100),
  type            text not null,
  domain          text,
  -- The body, the same in each attempt.
  payload         text not null,
  state           text not null check (state in ('waiting', 'delivered', 'failed')),
  -- In all, and since it last began to wait: the pause follows from these.
  attempts        integer not null,
  tries           integer not null,
  created_at      timestamptz not null,
  next_at         timestamptz,
  claim           bigint not null,
  claimed_until   timestamptz,
  last_at         timestamptz,
  status_code     integer,
  error           text check (length(error) <= 500),
  answer          text check (length(answer) <= 1100),
  duration_ms     integer,
  unique (webhook_id, event_number),
  check ((state = 'waiting') = (next_at is not null))
);
create index webhook_delivery_page on webhook_delivery (webhook_id, created_at, id);
create index webhook_delivery_due on webhook_delivery (next_at) where state = 'waiting';
create index webhook_delivery_claimed on webhook_delivery (claimed_until) where claimed_until is not null;
create index webhook_delivery_old on webhook_delivery (coalesce(last_at, created_at));
