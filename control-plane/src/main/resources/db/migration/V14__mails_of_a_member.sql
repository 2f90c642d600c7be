-- How many mails a member got lately.
create index notification_mail_of_member on notification_mail (member_id, closed_at);
