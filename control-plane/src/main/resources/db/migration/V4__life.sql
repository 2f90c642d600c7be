-- The life of a domain: delegation, checks, and until when sending MTAs may hold what was served.

alter table hosted_domain
  add column enabled_at timestamptz,
  -- Since when both CNAME records carry this domain's label; null: nothing but the label's names is published.
  add column delegated_at timestamptz,
  -- The last check that saw both, and their longer TTL in seconds.
  add column delegation_seen_at timestamptz,
  add column delegation_ttl bigint,
  add column delegation_lost_at timestamptz,
  add column certificate_at timestamptz,
  -- The first check from outside that found everything well.
  add column checked_at timestamptz,
  -- The first TXT record under mode "testing" that was checked.
  add column testing_since timestamptz,
  -- With the source "auto": when each host was seen, as JSON.
  add column mx_following text not null default '{"hosts":[]}',
  add column dmarc_monitoring boolean not null default false;

-- Domains of the time before delegations were checked: they are served, and the next check says what is wrong.
update hosted_domain set enabled_at = status_since, delegated_at = status_since, delegation_seen_at = status_since, delegation_ttl = 3600
  where removed_at is null and (status <> 'INACTIVE' or winding_down_until is not null);

-- Each policy revision that a sending MTA may hold. replaced_at: neither its document nor its id is answered any more.
create table held_policy (
  domain_id uuid not null references hosted_domain (id),
  revision bigint not null,
  mode text not null,
  max_age bigint not null,
  -- Of a policy that another host served: how long resolvers go on leading there.
  cached_for bigint not null default 0,
  content_hash text not null,
  published_at timestamptz not null,
  replaced_at timestamptz,
  held_until timestamptz,
  primary key (domain_id, revision)
);
-- What is served now: while winding down that is "none".
insert into held_policy (domain_id, revision, mode, max_age, content_hash, published_at)
  select p.domain_id, p.revision, case d.status when 'INACTIVE' then 'none' else coalesce(d.mode, 'testing') end,
    case d.status when 'INACTIVE' then 86400 else coalesce(d.max_age, 86400) end, coalesce(h.content_hash, 'unknown'), coalesce(h.taken_at, now())
  from publication p join hosted_domain d on d.id = p.domain_id
  left join publication_history h on h.topic = p.topic and h.key = p.key and h.revision = p.revision
  where p.topic = 'mta-sts.policies' and p.served and d.policy_id is not null;
-- Every earlier revision may have been the one that was enforced for so long. They count as replaced since the newest id is everywhere.
insert into held_policy (domain_id, revision, mode, max_age, content_hash, published_at, replaced_at, held_until)
  select d.id, h.revision, 'enforce', d.longest_enforce, h.content_hash, h.taken_at, l.at,
    greatest(l.at + make_interval(secs => d.longest_enforce + 300), case when l.at is not null then d.winding_down_until end)
  from hosted_domain d
  join publication p on p.domain_id = d.id and p.topic = 'mta-sts.policies' and p.served
  cross join lateral (
    select h.revision, h.content_hash, h.taken_at from publication_history h
      where h.topic = p.topic and h.key = p.key and h.revision < p.revision
    -- Also where the history does not have it.
    union all select 1, 'unknown', d.created_at) h
  left join lateral (
    select d.id_live_at as at where d.waiting_id is null
      and not exists (select from released_past r where r.domain_id = d.id)) l on true
  where d.policy_id is not null and d.longest_enforce > 0;
alter table hosted_domain drop column longest_enforce;

-- When each domain is checked next, and what the last check found.
create table domain_check (
  domain_id uuid primary key references hosted_domain (id),
  next_at timestamptz,
  claimed_until timestamptz,
  -- Grows with each claim and stands in the WHERE of what the check writes.
  claim bigint not null default 0,
  -- Checks in a row that found the same: pauses grow with it.
  unchanged int not null default 0,
  requested_at timestamptz,
  checked_at timestamptz,
  findings text not null default '[]',
  delegation text not null default '[]',
  mx text not null default '[]'
);
create index domain_check_due on domain_check (next_at) where next_at is not null;
create index domain_check_claimed on domain_check (claimed_until) where claimed_until is not null;
insert into domain_check (domain_id, next_at)
  select id, case when delegated_at is not null then now() end from hosted_domain where removed_at is null;

-- What happened to a domain, in order: for people who look later, and for pages that follow it.
create table domain_event (
  id bigint generated always as identity primary key,
  domain_id uuid not null references hosted_domain (id),
  at timestamptz not null,
  type text not null,
  data text not null
);
create index domain_event_of_domain on domain_event (domain_id, id);
