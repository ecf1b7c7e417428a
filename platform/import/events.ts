import { z } from 'zod'
import { fact } from '../facts/fact.ts'
import { Id } from '../units.ts'

const Import = z.object({ import_id: Id, kind: z.string(), status: z.string() })

export const importProgressed = fact('import.progressed', Import.extend({ rows_done: z.int(), rows_total: z.int() }), {
  may: 'imports.see',
})
export const importCompleted = fact('import.completed', Import, { may: 'imports.see' })
export const importUndone = fact('import.undone', Import.extend({ undone: z.int() }), { may: 'imports.see' })

export const importFacts = [importProgressed, importCompleted, importUndone] as const
