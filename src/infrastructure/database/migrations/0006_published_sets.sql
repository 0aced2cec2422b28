-- What the image server has to know of a published set.

alter table catalogue_entry add column sub_type text;
-- Of a set, in order: [{"assetId": 5, "pageReset": true}]. Assets that were not marked for publish with it are left out.
alter table catalogue_entry add column members jsonb not null default '[]';
