-- Events of a tenant in one order, which a reader follows without missing any.

alter table domain_event
  add column tenant_id uuid references tenant (id),
  -- The place in the order, and the id at the API. Given by whoever reads first, once the event is committed: numbers that are given when an event
  -- is written could become visible in another order.
  add column number bigint;
update domain_event e set tenant_id = h.tenant_id, number = e.id from hosted_domain h where h.id = e.domain_id;
alter table domain_event alter column tenant_id set not null;

create sequence domain_event_number;
select setval('domain_event_number', (select coalesce(max(id), 0) + 1 from domain_event), false);

create index domain_event_of_tenant on domain_event (tenant_id, number);
create index domain_event_in_order on domain_event (domain_id, number);
create index domain_event_at on domain_event (at);
