-- A key is taken, and what was answered under it is looked up, in one call. The look is a statement of its own, so it
-- sees what the one before wrote until it let go of the key. One plan serves all keys, also one made while the table
-- was empty.
create function platform.take_key(of_actor text, of_key text)
returns table (is_taken boolean, fingerprint bytea, status integer, body jsonb, headers jsonb)
language plpgsql
set enable_seqscan = off set plan_cache_mode = force_generic_plan as $$
begin
  is_taken := pg_try_advisory_xact_lock(hashtextextended(of_actor || e'\n' || of_key, 7));
  if is_taken then
    select k.fingerprint, k.status, k.body, k.headers
    into take_key.fingerprint, take_key.status, take_key.body, take_key.headers
    from platform.idempotency k
    where k.actor = of_actor and k.key = of_key;
  end if;
  return next;
end $$;
