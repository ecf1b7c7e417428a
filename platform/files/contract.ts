import { z } from 'zod'
import { contract } from '../contract.ts'
import { ById, Id } from '../units.ts'

const FileOut = z.object({
  id: Id,
  media_type: z.string(),
  bytes: z.int(),
  width: z.int().nullable(),
  height: z.int().nullable(),
  url: z.string(),
})

export const filesContract = contract({
  'POST /api/files': {
    may: 'files.add',
    says: 'Upload a picture; it is decoded, cleaned of metadata and stored as WebP.',
    answers: { 201: FileOut },
    upload: true,
    limit: 'upload',
  },
  'GET /api/files/:id': {
    may: 'files.see',
    says: 'The content of a file.',
    params: ById,
    answers: { 200: z.string() },
    raw: true,
  },
})
