-- What metadata publish jobs released: a copy of the metadata of assets that are marked for publish.
create table published_metadata (
  company_id integer not null references company,
  asset_id bigint not null,
  name text not null,
  type text not null,
  metadata jsonb not null,
  published_at timestamptz not null default now(),
  primary key (company_id, asset_id)
);
