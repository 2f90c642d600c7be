-- What an order went on without: findings that stay beside those of a failure.
alter table certificate_order add column despite text not null default '[]';

-- How long an authority's certificates live is seen from the last one that it signed.
create index certificate_of_authority on certificate (authority, created_at desc);

-- Certificates of hosts that are served no more are not looked at until the host comes back.
alter table certificate add column dormant boolean not null default false;
drop index certificate_due;
create index certificate_due on certificate (renew_at) where newest and not dormant;
drop index certificate_renewal_asked;
create index certificate_renewal_asked on certificate (renewal_asked_at) where newest and not dormant;
