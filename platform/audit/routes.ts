import type { ExportColumn } from '../export/columns.ts'
import { assertExportable, exportRows } from '../export/export-rows.ts'
import { type RouteSet, serve } from '../http/serve.ts'
import { readAnchors } from './anchors.ts'
import { auditContract } from './contract.ts'
import { type AuditReading, auditCount, auditEntries, auditPage } from './queries.ts'
import { verifyChain } from './verify-chain.ts'

export const AUDIT_EXPORT_MAX = 100_000

const columns: readonly ExportColumn[] = [
  { name: 'id', says: { es: 'Número', en: 'Number' }, type: 'whole' },
  { name: 'at', says: { es: 'Fecha y hora', en: 'Date and time' }, type: 'instant' },
  { name: 'actor_name', says: { es: 'Quién', en: 'Who' }, type: 'text' },
  { name: 'action', says: { es: 'Acción', en: 'Action' }, type: 'text' },
  { name: 'thing', says: { es: 'Sobre', en: 'On' }, type: 'text' },
  { name: 'label', says: { es: 'Nombre', en: 'Name' }, type: 'text' },
  { name: 'thing_id', says: { es: 'Identificador', en: 'Identifier' }, type: 'text' },
  { name: 'reason', says: { es: 'Motivo', en: 'Reason' }, type: 'text' },
  { name: 'before', says: { es: 'Antes', en: 'Before' }, type: 'text' },
  { name: 'after', says: { es: 'Después', en: 'After' }, type: 'text' },
  { name: 'ip', says: { es: 'Dirección IP', en: 'IP address' }, type: 'text' },
  { name: 'request_id', says: { es: 'Petición', en: 'Request' }, type: 'text' },
]

export const auditRoutes = (reading: AuditReading, data_dir: string): RouteSet =>
  serve(auditContract, {
    'GET /api/audit-logs': ({ ctx, query }) => auditPage(ctx, query, reading),
    'GET /api/audit-logs/export': async ({ ctx, query, reply }) => {
      assertExportable(query.format, await auditCount(ctx, query, reading), AUDIT_EXPORT_MAX)
      return exportRows(reply, {
        format: query.format,
        name: 'auditoria',
        title: { es: 'Auditoría', en: 'Audit trail' },
        columns,
        rows: auditEntries(ctx, query, reading),
        language: ctx.request.language,
        time_zone: reading.time_zone,
      })
    },
    'GET /api/audit-logs/verify': ({ ctx }) => verifyChain(ctx.db, readAnchors(data_dir)),
  })
