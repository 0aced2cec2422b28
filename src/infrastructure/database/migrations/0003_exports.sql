-- Assets know how their files were made, and exports that wait for their download.

-- The options that the derived files were made with, so that they can be made again the same way; null: not known.
alter table asset add column processing jsonb;

-- A file that will lie in the ZIP of an export job that has not ended.
create table export_entry (
  item_id bigint primary key,
  job_id bigint not null,
  -- where it lies in the ZIP, before names are made unique: 'shoes/a.jpg'
  path text not null,
  blob_key text not null,
  -- made for this export, so it goes with it; false: the original of an asset
  made boolean not null,
  size bigint not null,
  modified_at timestamptz not null
);
create index export_entry_of_job on export_entry (job_id);

-- A finished export.
create table export_file (
  job_id bigint primary key,
  company_id integer not null references company,
  -- the secret part of its address
  token text not null unique,
  file_name text not null,
  blob_key text not null,
  size bigint not null,
  expires_at timestamptz not null
);
create index export_file_expires on export_file (expires_at);
