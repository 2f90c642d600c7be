-- Since when the authority may be signing: an order that it may have signed is not given up for another one.
alter table certificate_order add column finalized_at timestamptz;

-- How often a challenge has failed: the next kind of challenge is for these failures alone.
alter table certificate_order add column challenge_failures int not null default 0;

-- Tenants come in turn, each with the orders that are begun, then with the one that is due the longest. Hosts of the service itself, which
-- no tenant has, are one tenant more.
create index certificate_order_turns on certificate_order
  ((coalesce(tenant_id, '00000000-0000-0000-0000-000000000000'::uuid)), (order_url is null), next_at, policy_host)
  where certificate_id is null;

-- How many of a tenant's orders are at work; few rows.
create index certificate_order_at_work on certificate_order (claimed_until)
  where claimed_until is not null and certificate_id is null;
