-- What a resumed processing still has to do, logs that are kept for a while, and documents that were moved.

-- The last item of earlier runs that a later run has taken up: what comes after it and was not done is still to be done.
alter table processing add column taken_up bigint not null default 0;
with planned as (
  select run.processing_id, max(item.job_id) as job_id
  from processing_run as run join job_item as item on item.job_id = run.job_id
  group by run.processing_id
), taken as (
  select run.processing_id, max(item.id) as item_id
  from processing_run as run
  join planned on planned.processing_id = run.processing_id and run.job_id < planned.job_id
  join job_item as item on item.job_id = run.job_id
  group by run.processing_id
)
update processing set taken_up = taken.item_id from taken where taken.processing_id = processing.id;

-- Items that a further run may do: not done, or failed for a reason that may pass.
create index job_item_left on job_item (job_id, id)
  where outcome = 'cancel' or (outcome = 'error' and payload->>'again' = 'true');

-- Whether lines of the log are still there, however old the processing is.
alter table processing add column log_kept boolean not null default true;
create index processing_log_kept on processing (company_id, created_at desc, id) where log_kept;

-- A document that goes elsewhere has to be processed again, since its links lead elsewhere.
create or replace function document_target_moved() returns trigger language plpgsql as $$
begin
  insert into document_check (company_id, asset_id)
  select distinct company_id, from_asset from document_reference where target_asset = old.id;
  if tg_op = 'DELETE' then
    delete from document_reference where from_asset = old.id;
    delete from document where asset_id = old.id;
  else
    update document set processed_version = 0 where asset_id = old.id and processed_version <> 0;
    if found then
      update processed_asset set original_key = null where asset_id = old.id;
    end if;
  end if;
  return null;
end
$$;
