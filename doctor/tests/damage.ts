import { expect } from 'vitest'
import { withClient } from '#platform/database/embedded/roles'
import { checkBooks, laws } from '../doctor.ts'

type Client = Parameters<Parameters<typeof withClient>[1]>[0]

/** What a check must find: the damage in words, the check's name, and the statement that does it. */
export type Damage = readonly [what: string, check: string, sql: string]

/**
 * Does one damage with every guard off, asks the doctor, and undoes it. Gives the names of the checks that spoke: of
 * all, or, much quicker, of the one that is named.
 */
export function findingsAfter(owner_url: string, sql: string, only?: string): Promise<string[]> {
  return withClient(owner_url, async (client) => {
    await client.query('begin')
    await takeGuardsOff(client)
    const results = [await client.query(sql)].flat()
    expect(results.at(-1)?.rowCount).toBeGreaterThan(0)
    const findings = await (only === undefined ? checkInside(client) : askOnly(client, only))
    await client.query('rollback')
    return findings
  })
}

/** What a damaged disk or a hand in the database can do: no trigger, no constraint, no key stands in the way. */
async function takeGuardsOff(client: Client): Promise<void> {
  await client.query(`
    do $$
    declare c record;
    begin
      for c in
        select conrelid::regclass as on_table, conname
        from pg_constraint
        where connamespace in (select oid from pg_namespace where nspname in
            ('stock', 'platform', 'catalog', 'sales', 'money', 'contacts', 'company', 'purchasing', 'fulfilment', 'returns'))
          and contype in ('f', 'c', 'u', 'p')
        order by contype = 'f' desc
      loop
        execute format('alter table %s drop constraint %I cascade', c.on_table, c.conname);
      end loop;
      for c in
        select i.indexrelid::regclass as index
        from pg_index i
        join pg_class t on t.oid = i.indrelid
        where i.indisunique and t.relnamespace in (select oid from pg_namespace where nspname in
          ('stock', 'platform', 'catalog', 'sales', 'money', 'contacts', 'company', 'purchasing', 'fulfilment', 'returns'))
      loop
        execute format('drop index %s', c.index);
      end loop;
      for c in select tgrelid::regclass as on_table, tgname from pg_trigger where not tgisinternal and tgname like '%append_only' loop
        execute format('drop trigger %I on %s', c.tgname, c.on_table);
      end loop;
    end $$`)
}

async function askOnly(client: Client, name: string): Promise<string[]> {
  const checks = laws.flatMap((law) => law.checks).filter((check) => check.name === name)
  const answers: { rows: unknown[] }[] = []
  for (const { sql } of checks) answers.push(await client.query(sql))
  return answers.some(({ rows }) => rows.length > 0) ? [name] : []
}

/** The doctor over what this very transaction sees; its own begin and rollback are left out. */
async function checkInside(client: Client): Promise<string[]> {
  const verdicts = await checkBooks([
    {
      query: async (text: string) => (/^(begin|rollback|set local)/.test(text) ? { rows: [] } : client.query(text)),
    },
  ])
  return verdicts.flatMap(({ findings }) => findings.map((finding) => finding.check))
}
