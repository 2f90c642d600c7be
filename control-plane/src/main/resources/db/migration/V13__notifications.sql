-- What a member is told by mail. Nothing of it outlives the membership.
create table notification_subscription (
  member_id   uuid primary key references member on delete cascade,
  tenant_id   uuid not null references tenant,
  enabled     boolean not null,
  event_types text[] not null check (cardinality(event_types) between 1 and 50),
  language    text not null check (language in ('en', 'de')),
  -- What the link that ends it carries; it can do nothing else.
  unsubscribe text not null unique check (length(unsubscribe) = 32),
  -- The number of the last event that was looked at for it.
  seen_event  bigint not null
);
create index notification_subscription_of_tenant on notification_subscription (tenant_id) where enabled;

-- One mail about one kind of event of one domain: it gathers until it may be sent, and is tried until it is.
create table notification_mail (
  id            uuid primary key,
  member_id     uuid not null references notification_subscription on delete cascade,
  domain        text not null,
  type          text not null,
  state         text not null check (state in ('gathering', 'sending', 'sent', 'failed')),
  -- What happened, a line each; of many the first ones.
  lines         text[] not null,
  events        integer not null,
  created_at    timestamptz not null,
  next_at       timestamptz not null,
  -- When it stopped to gather.
  closed_at     timestamptz,
  tries         integer not null,
  claim         bigint not null,
  claimed_until timestamptz,
  error         text check (length(error) <= 500)
);
create unique index notification_mail_gathering on notification_mail (member_id, domain, type) where state = 'gathering';
create index notification_mail_closed on notification_mail (member_id, domain, type, closed_at);
create index notification_mail_due on notification_mail (next_at) where state in ('gathering', 'sending');
create index notification_mail_old on notification_mail (created_at);
