-- Documentation content: what processing read of DITA, Markdown, HTML and DITAVAL files, and who uses whom.

-- Processing writes metadata into the asset's row: with room on its page no index has to follow.
alter table asset set (fillfactor = 80);

-- Without foreign keys to asset, which a run of 100,000 documents would feel: see the triggers below.
create table document (
  asset_id bigint primary key,
  company_id integer not null,
  -- shown as 'GUID-' and this; the same for all versions of the asset
  guid uuid not null unique,
  -- of the Guides API: 'DITATOPIC', ...
  file_type text not null,
  -- element that the file begins with: 'concept', 'bookmap', ...
  root text not null,
  title text not null,
  language text not null,
  -- as it was read; the asset's metadata has it too
  metadata jsonb not null,
  -- what links may lead to: 'topic', 'topic/element'; of maps and pages the plain ids
  ids text[] not null,
  -- of a topic its own; apart, since many keys may stand for a document with many ids
  first_id text generated always as (ids[1]) stored,
  -- of a map: changes when its keys or what it leads to change
  map_digest text,
  -- about the file itself: [{"severity": "WARN", "text": "Line 3: ..."}]
  messages jsonb not null,
  -- by these alone
  read_status text not null check (read_status in ('Processed', 'Warning', 'Failed')),
  -- with the references
  status text not null check (status in ('Processed', 'Warning', 'Failed')),
  -- the version of the asset that was read; 0: none of them counts any more
  processed_version integer not null,
  processed_at timestamptz not null default now()
);

create table document_reference (
  from_asset bigint not null,
  position integer not null,
  company_id integer not null,
  kind text not null,
  -- as it stands in the file, and on which lines
  raw text not null,
  lines integer[] not null,
  -- in the repository: 'Demo/x/b.dita'; null: the file itself, or by key
  target_path text,
  fragment text,
  key_name text,
  -- of a conref: ids of the elements that it stands in
  holders text[],
  target_asset bigint,
  -- id that the target must have, with the topic of a key's target in front
  wanted_id text,
  -- Unchecked: the target was not processed yet; NoMap: a key, while no map uses the document
  state text not null check (state in ('Whole', 'Broken', 'Unchecked', 'NoMap')),
  -- why it is broken: 'file', 'outside', 'id', 'unreadable', 'key', 'loop'
  reason text,
  primary key (from_asset, position)
);
create index document_reference_target on document_reference (target_asset) where target_asset is not null;
create index document_reference_missing on document_reference (company_id, target_path)
  where target_asset is null and target_path is not null;
create index document_reference_unchecked on document_reference (company_id, from_asset) where state = 'Unchecked';

-- Keys that maps define, and their key scopes.
create table document_key (
  map_asset bigint not null references document on delete cascade,
  position integer not null,
  name text not null,
  is_scope boolean not null,
  -- position of the map's reference that the key stands for
  reference integer,
  primary key (map_asset, position)
);
create index document_key_name on document_key (name, map_asset);

-- Documents to check again, because what they use has changed. Only ever added to and taken from, so that nobody waits for
-- anybody; a document may be in it several times.
create table document_check (
  id bigint generated always as identity primary key,
  company_id integer not null,
  asset_id bigint not null,
  -- a map whose keys or topics changed: all that it reaches
  reached boolean not null default false
);
create index document_check_asset on document_check (company_id, asset_id) where not reached;
create index document_check_reached on document_check (company_id) where reached;

-- An asset that goes, or goes elsewhere, concerns those that use it; links of its own may lead elsewhere too.
create function document_target_moved() returns trigger language plpgsql as $$
begin
  insert into document_check (company_id, asset_id)
  select distinct company_id, from_asset from document_reference where target_asset = old.id;
  if tg_op = 'DELETE' then
    delete from document_reference where from_asset = old.id;
    delete from document where asset_id = old.id;
  else
    update document set processed_version = 0 where asset_id = old.id and processed_version <> 0;
  end if;
  return null;
end
$$;
create trigger asset_moved after update of trash_state, folder_id, file_name on asset for each row
  when ((old.trash_state, old.folder_id, old.file_name) is distinct from (new.trash_state, new.folder_id, new.file_name))
  execute function document_target_moved();
create trigger asset_deleted after delete on asset for each row execute function document_target_moved();

-- Metadata that a document gave before and that nobody changed since gives way to what it gives now; the rest stays.
create function merged_document_metadata(held jsonb, gave jsonb, gives jsonb) returns jsonb
language sql immutable as $$
  select gives || (held - array(select key from jsonb_each(gave) where held -> key = value))
$$;
