-- The service's own hosts get certificates as well: no tenant wants them, and no hosted domain owns what is published of them.
alter table certificate_order alter column tenant_id drop not null;
alter table publication alter column domain_id drop not null;
