import type { Law } from '../law.ts'

export const b5: Law = {
  law: 'B5',
  says: {
    es: 'La auditoría está intacta y los folios no tienen saltos.',
    en: 'The audit is intact and document numbers have no gaps.',
  },
  counts: { needs: ['platform.audit_entry'], sql: 'select count(*) from platform.audit_entry' },
  checks: [
    {
      name: 'audit-chain-holds',
      says: {
        es: 'Cada sello de la auditoría se sigue del anterior y de lo que su registro dice hoy.',
        en: 'Each audit seal follows from the one before it and from what its entry says today.',
      },
      needs: ['platform.audit_entry', 'platform.audit_seal'],
      sql: `
        select s.position, s.entry_id, e.action, e.thing, e.thing_id
        from platform.audit_seal s
        left join platform.audit_seal before on before.position = s.position - 1
        left join platform.audit_entry e on e.id = s.entry_id
        where e.id is null or before.position is null and s.position <> 1
          or s.hash <> sha256(coalesce(before.hash, '\\x'::bytea) || convert_to(
            '[' || e.id || ', "' || to_char(e.at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US') || '", '
            || coalesce(to_json(e.actor_kind)::text, 'null') || ', ' || coalesce('"' || e.actor_id || '"', 'null') || ', '
            || coalesce(to_json(e.actor_name)::text, 'null') || ', ' || coalesce(to_json(e.ip)::text, 'null') || ', '
            || coalesce(to_json(e.agent)::text, 'null') || ', ' || coalesce(to_json(e.request_id)::text, 'null') || ', '
            || coalesce(to_json(e.action)::text, 'null') || ', ' || coalesce(to_json(e.thing)::text, 'null') || ', '
            || coalesce(to_json(e.thing_id)::text, 'null') || ', ' || coalesce(to_json(e.label)::text, 'null') || ', '
            || coalesce('"' || e.store_id || '"', 'null') || ', ' || coalesce(to_json(e.reason)::text, 'null') || ', '
            || coalesce('"' || e.authorised_by || '"', 'null') || ', ' || coalesce(e.before::text, 'null') || ', '
            || coalesce(e.after::text, 'null') || ']'
            , 'UTF8'))`,
    },
    {
      name: 'audit-entry-was-not-slipped-in',
      says: {
        es: 'Ningún registro sin sello es anterior a uno sellado.',
        en: 'No unsealed entry stands before a sealed one.',
      },
      needs: ['platform.audit_entry', 'platform.audit_seal'],
      sql: `
        select e.id, e.action, e.thing, e.thing_id
        from platform.audit_entry e
        left join platform.audit_seal s on s.entry_id = e.id
        where s.entry_id is null and (e.xid, e.id) < (
          select e.xid, e.id
          from platform.audit_seal s
          join platform.audit_entry e on e.id = s.entry_id
          order by s.position desc
          limit 1)`,
    },
    {
      name: 'document-numbers-have-no-gap',
      says: {
        es: 'Los folios de cada local y tipo de documento son seguidos y únicos, hasta el último entregado.',
        en: 'The numbers of each store and kind of document follow one another, each once, up to the last one given.',
      },
      needs: ['money.issued_document', 'company.document_series'],
      sql: `
        select store_id, kind, s.last_number, d.min, d.max, coalesce(d.count, 0) as documents
        from company.document_series s
        full join (
          select store_id, kind, min(number), max(number), count(*), count(distinct number) as numbers
          from money.issued_document
          group by store_id, kind
        ) d using (store_id, kind)
        where d.max is distinct from s.last_number and d.max is not null
          or d.count <> d.numbers or d.max - d.min + 1 <> d.count`,
    },
    {
      name: 'issued-document-adds-up',
      says: {
        es: 'En cada documento, neto + impuesto + exento = total.',
        en: 'On each document, net + tax + exempt = total.',
      },
      needs: ['money.issued_document'],
      sql: `
        select id, kind, number, net_minor, tax_minor, exempt_minor, total
        from money.issued_document
        where net_minor + tax_minor + exempt_minor <> total`,
    },
  ],
}
