-- Which installation this database belongs to. The census in Kafka carries the same id: a publisher that meets another one stops.
create table installation (
  only_row boolean primary key default true check (only_row),
  id uuid not null,
  created_at timestamptz not null
);
insert into installation (id, created_at) values (gen_random_uuid(), now());

-- Shared work is claimed here. The fencing number grows with each new holder and stands in every later WHERE.
create table lease (
  name text primary key,
  holder text not null,
  fencing bigint not null,
  expires_at timestamptz not null
);

-- A row is kept for ever: a delegation label is never given out again.
create table hosted_domain (
  id uuid primary key,
  tenant_id uuid not null references tenant (id),
  -- Collated by octets, so that a listing's cursor means the same everywhere.
  name text collate "C" not null,
  unicode_name text not null,
  label text not null unique,
  created_at timestamptz not null,
  removed_at timestamptz,
  status text not null,
  status_since timestamptz not null,
  -- The owner's version (the ETag); republishing never changes it.
  version bigint not null,
  -- Number of the newest row of configuration_version.
  newest_version bigint not null,
  mode text,
  max_age bigint,
  mx_source text,
  mx_patterns text[] not null,
  -- With the source "auto": the hosts that DNS named.
  mx_hosts text[] not null,
  policy_id text,
  policy_id_revision bigint,
  waiting_id text,
  waiting_revision bigint,
  waiting_since timestamptz,
  fresh_id_at timestamptz,
  -- Longest max_age of an enforce policy that was ever released, in seconds.
  longest_enforce bigint not null,
  records_ready_at timestamptz,
  policy_live_at timestamptz,
  id_released_at timestamptz,
  id_live_at timestamptz,
  winding_down_until timestamptz,
  id_withdrawn_at timestamptz,
  -- Something is still on its way to the edges, or a date is awaited.
  pending boolean not null
);
create unique index hosted_domain_of_tenant on hosted_domain (tenant_id, name) where removed_at is null;
create index hosted_domain_name on hosted_domain (name);
create index hosted_domain_pending on hosted_domain (id) where pending;

create table configuration_version (
  domain_id uuid not null references hosted_domain (id),
  number bigint not null,
  actor text not null,
  changed_at timestamptz not null,
  action text not null,
  mode text,
  max_age bigint,
  mx_source text,
  mx_patterns text[] not null,
  mx_hosts text[] not null,
  primary key (domain_id, number)
);

-- What each key of a compacted topic is to show.
create table publication (
  id uuid primary key,
  topic text not null,
  key text not null,
  domain_id uuid not null references hosted_domain (id),
  revision bigint not null,
  served boolean not null,
  -- The message without revision and state, as JSON; of a certificate, its id.
  body text not null,
  -- The last revision that a publisher saw in the topic.
  observed_revision bigint,
  unique (topic, key)
);
create index publication_ahead on publication (topic, key) where observed_revision is distinct from revision;
create index publication_of_domain on publication (domain_id);

-- One row for each revision ever taken: tells an old instance's late record from a record of the time after a backup.
create table publication_history (
  topic text not null,
  key text not null,
  revision bigint not null,
  content_hash text not null,
  taken_at timestamptz not null,
  primary key (topic, key, revision)
);

-- Keys that are not published until a person decides.
create table held_key (
  topic text not null,
  key text not null,
  reason text not null,
  observed_revision bigint not null,
  observed_served boolean not null,
  since timestamptz not null,
  primary key (topic, key)
);

-- An edge that fell silent: it no longer blocks, but it may still be answering the public.
create table silent_edge (
  edge text primary key,
  silent_since timestamptz not null,
  last_heard_at timestamptz not null,
  applied text not null,
  given_up_at timestamptz
);
-- Policies whose new id was released although the silent edge had not applied them, with the document that it still holds.
create table released_past (
  edge text not null references silent_edge (edge) on delete cascade,
  domain_id uuid not null references hosted_domain (id),
  held_content_hash text not null,
  primary key (edge, domain_id)
);
