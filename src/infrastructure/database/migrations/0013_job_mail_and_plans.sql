-- Who gets the mail about a job, where that is somebody else than who submitted it; and jobs whose items are being added.

alter table job
  add column mail_user_id integer references user_account,
  -- null: no plan is under way; else the number of the attempt that may add items
  add column plan_attempt integer;
alter table job_schedule add column mail_user_id integer references user_account;
