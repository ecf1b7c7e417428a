import { sql } from 'kysely'
import type { Ctx, Tx } from '../context.ts'
import { transact } from '../database/transact.ts'
import { answer, type RouteSet, serve } from '../http/serve.ts'
import { newId } from '../ids.ts'
import { platformRefuse } from '../platform-refusals.ts'
import { filesContract } from './contract.ts'
import { cleanImage, fileRefuse } from './image.ts'
import type { FileStore } from './store.ts'
import { readUpload } from './upload.ts'

const IMAGE_MB_MAX = 10
const FILES_A_DAY_MAX = 1_000
const BYTES_A_DAY_MAX = 500 * 1024 * 1024

export const fileRoutes = (store: FileStore): RouteSet =>
  serve(filesContract, {
    'POST /api/files': async ({ ctx, request }) => {
      await assertQuota(ctx)
      const { content } = await readUpload(request, IMAGE_MB_MAX)
      const image = await cleanImage(content)
      const sha256 = await store.write(image.content)
      const { width, height, media_type } = image
      const file = { id: newId(), kind: 'image', media_type, bytes: image.content.length, width, height }
      await transact(ctx, (tx) => insertFile(tx, { ...file, sha256 }))
      return answer({ ...file, url: `/api/files/${file.id}` }, { status: 201 })
    },
    'GET /api/files/:id': async ({ ctx, params, reply }) => {
      const file = await ctx.db.selectFrom('platform.file').selectAll().where('id', '=', params.id).executeTakeFirst()
      const content = file ? await store.read(file.sha256) : null
      if (!file || !content) throw platformRefuse.notFound()
      return reply
        .type(file.media_type)
        .headers({
          'content-length': file.bytes,
          'content-disposition': `inline; filename="${file.id}.${file.media_type.split('/').at(-1)}"`,
          // Even a picture that turned out to be a page could run nothing here (S56).
          'content-security-policy': "default-src 'none'; sandbox",
          'x-content-type-options': 'nosniff',
          'cache-control': 'private, max-age=31536000, immutable',
        })
        .send(content)
    },
  })

type NewFile = {
  id: string
  kind: string
  media_type: string
  bytes: number
  width: number
  height: number
  sha256: Buffer
}

async function insertFile(tx: Tx, file: NewFile): Promise<void> {
  await tx.db
    .insertInto('platform.file')
    .values({ ...file, created_by: tx.actor.id, created_at: tx.now() })
    .execute()
  tx.audit({
    action: 'file.added',
    thing: 'file',
    thing_id: file.id,
    after: { media_type: file.media_type, bytes: file.bytes },
  })
}

/** What one person may upload in a day (S60). */
async function assertQuota(ctx: Ctx): Promise<void> {
  const since = new Date(ctx.now().getTime() - 86_400_000).toISOString()
  const today = await ctx.db
    .selectFrom('platform.file')
    .select([sql<number>`count(*)`.as('files'), sql<number>`coalesce(sum(bytes), 0)`.as('bytes')])
    .where('created_by', '=', ctx.actor.id)
    .where('created_at', '>', since)
    .executeTakeFirstOrThrow()
  if (today.files >= FILES_A_DAY_MAX || today.bytes >= BYTES_A_DAY_MAX) {
    throw fileRefuse.quota({}, { headers: { 'retry-after': '3600' } })
  }
}
