-- The Domain Overview: one query per page, which reads no JSON.

-- Words by which an owner groups domains, in lower case and in their order.
alter table hosted_domain add column tags text[] not null default '{}' check (cardinality(tags) <= 20);

-- Of the last check: whether the policy lists every live MX host (null where none was looked at), and how many findings there are of each severity.
alter table domain_check
  add column mx_covered boolean,
  add column errors int not null default 0,
  add column warnings int not null default 0,
  add column infos int not null default 0;

update domain_check set
  mx_covered = case when mx::jsonb = '[]' then null else not mx::jsonb @> '[{"covered": false}]' end,
  errors = (select count(*) from jsonb_array_elements(findings::jsonb) f where f ->> 'severity' = 'error'),
  warnings = (select count(*) from jsonb_array_elements(findings::jsonb) f where f ->> 'severity' = 'warning'),
  infos = (select count(*) from jsonb_array_elements(findings::jsonb) f where f ->> 'severity' = 'info');
