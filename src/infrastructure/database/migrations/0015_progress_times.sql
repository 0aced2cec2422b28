-- When a job got on, and how far a file in hand had come when: a client can tell a job that works from one that hangs.
alter table job_tally add column updated_at timestamptz not null default now();
alter table job_item add column progress_at timestamptz;
