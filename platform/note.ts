import type { Ctx } from './context.ts'

/** Writes down a fact of the installation (demo loaded, mail configured) where every process and transaction can read it. */
export async function writeNote(ctx: Pick<Ctx, 'db'>, name: string, value: object): Promise<void> {
  const text = JSON.stringify(value)
  await ctx.db
    .insertInto('platform.note')
    .values({ name, value: text })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: text, updated_at: new Date() }))
    .execute()
}

export async function readNote(ctx: Pick<Ctx, 'db'>, name: string): Promise<unknown> {
  const note = await ctx.db.selectFrom('platform.note').select('value').where('name', '=', name).executeTakeFirst()
  return note?.value
}
