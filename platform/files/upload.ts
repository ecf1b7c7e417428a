import type { FastifyRequest } from 'fastify'
import { fileRefuse } from './image.ts'

export interface Upload {
  readonly name: string
  readonly content: Buffer
  /** The other fields of the form. */
  readonly fields: Readonly<Record<string, string>>
}

/** The one file of a multipart form, held in memory up to a limit that is checked while it arrives. */
export async function readUpload(request: FastifyRequest, mb_max: number): Promise<Upload> {
  const part = await request.file({ limits: { fileSize: mb_max * 1024 * 1024, files: 1 } })
  if (!part) throw fileRefuse.missing()
  const chunks: Buffer[] = []
  for await (const chunk of part.file) chunks.push(chunk)
  if (part.file.truncated) throw fileRefuse.tooLarge({ mb: mb_max })
  const fields = Object.entries(part.fields).flatMap(([name, field]) => {
    const one = Array.isArray(field) ? field[0] : field
    return one?.type === 'field' && typeof one.value === 'string' ? [[name, one.value] as const] : []
  })
  return { name: part.filename.slice(0, 200), content: Buffer.concat(chunks), fields: Object.fromEntries(fields) }
}
