-- Items that another item adds: the files of an archive, while it is unpacked.

-- the archive's own item
alter table job_item add column parent_id bigint references job_item on delete cascade;
-- the place of the file in the archive, from 0
alter table job_item add column entry_number integer;
create unique index job_item_entry on job_item (parent_id, entry_number) where parent_id is not null;
