-- People, who sign in through an OpenID Connect provider; issuer and subject are the provider's name for one.
create table person (
  id           uuid primary key,
  issuer       text not null check (length(issuer) <= 2000),
  subject      text not null check (length(subject) between 1 and 255),
  name         text not null check (length(name) between 1 and 100),
  -- In lower case, and only where the provider says that it is verified.
  email        text check (length(email) <= 254),
  -- The tenant that the person used last.
  tenant_id    uuid references tenant,
  created_at   timestamptz not null,
  signed_in_at timestamptz not null,
  unique (issuer, subject)
);

-- Who may do what in a tenant. Without a person it is an invitation: whoever signs in with the address becomes the member.
create table member (
  id         uuid primary key,
  tenant_id  uuid not null references tenant,
  person_id  uuid references person,
  email      text check (length(email) <= 254),
  role       text not null check (role in ('viewer', 'editor', 'admin')),
  -- The provider says so: looked at again whenever the person signs in.
  by_claims  boolean not null,
  created_at timestamptz not null,
  check (person_id is not null or email is not null)
);
create unique index member_of_tenant on member (tenant_id, person_id) where person_id is not null;
create unique index member_invited on member (tenant_id, email) where person_id is null;
create index member_page on member (tenant_id, created_at, id);
create index member_of_person on member (person_id);
create index member_invitation on member (email) where person_id is null;

-- Browsers that are signed in. The cookie's value is not stored. Times of use are kept to the minute.
create table web_session (
  id           uuid primary key,
  hash         bytea not null unique check (octet_length(hash) = 32),
  tenant_id    uuid not null references tenant,
  token_id     uuid references token on delete cascade,
  person_id    uuid references person on delete cascade,
  -- Where the provider ends its own session.
  sign_out_url text check (length(sign_out_url) <= 4000),
  created_at   timestamptz not null,
  used_at      timestamptz not null,
  expires_at   timestamptz not null,
  check (num_nonnulls(token_id, person_id) = 1)
);
create index web_session_of_token on web_session (token_id, created_at) where token_id is not null;
create index web_session_of_person on web_session (person_id, created_at) where person_id is not null;
create index web_session_end on web_session (expires_at);

alter table audit_entry add column person_id uuid;
