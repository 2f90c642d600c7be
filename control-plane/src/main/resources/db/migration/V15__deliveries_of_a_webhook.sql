-- Due deliveries are taken some from each webhook, whatever backlog another one has.
create index webhook_delivery_of_webhook on webhook_delivery (webhook_id, next_at) where state = 'waiting';
create index webhook_delivery_ping on webhook_delivery (webhook_id, next_at) where state = 'waiting' and event_number is null;
drop index webhook_delivery_due;
