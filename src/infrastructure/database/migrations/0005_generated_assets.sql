-- Assets that are made from other assets, sets and templates, and named crops.

-- null: the asset consists of others (a set, a template) and has no file of its own
alter table asset alter column original_key drop not null;
-- what a template is made of: Image Serving commands, as in the query of an image URL
alter table asset add column definition text;
-- [{"name": "Wide", "width": 1600, "height": 900, "x": 0.1, "y": 0, "w": 0.9, "h": 1}]: x, y, w and h are parts of the whole picture
alter table asset add column smart_crops jsonb not null default '[]';

-- pictures, sets and templates share the names that /is/image serves
drop index asset_image_name;
create unique index asset_public_name on asset (company_id, name)
  where trash_state = 'NotInTrash' and served_as <> 'content';

-- The wanted name, or with the first number behind it that makes it free. The caller holds the wanted name.
create function free_public_name(company integer, wanted text) returns text language plpgsql as $$
declare
  candidate text := wanted;
  number integer := 0;
begin
  while exists (
    select from asset
    where company_id = company and name = candidate and trash_state = 'NotInTrash' and served_as <> 'content')
  loop
    number := number + 1;
    candidate := wanted || '-' || number;
  end loop;
  return candidate;
end
$$;

alter table catalogue_entry alter column original_key drop not null;
alter table catalogue_entry add column definition text;
alter table catalogue_entry add column smart_crops jsonb not null default '[]';

-- Which asset came out of which (IPS GenerationInfo).
create table asset_generation (
  generated_id bigint primary key references asset on delete cascade,
  originator_id bigint not null references asset on delete cascade,
  -- what it is of its originator: 'page-1', 'layer-3'; processing again switches the same asset
  part text not null,
  -- IPS constant family generationEngine
  engine text not null,
  attributes jsonb not null default '{}',
  unique (originator_id, part)
);

-- The assets of a set, in order from 0.
create table set_member (
  set_id bigint not null references asset on delete cascade,
  position integer not null,
  asset_id bigint not null references asset on delete cascade,
  primary key (set_id, position)
);
create index set_member_asset on set_member (asset_id);

-- how much of an item that is being worked on is done, 0 to 1
alter table job_item add column progress real not null default 0;
