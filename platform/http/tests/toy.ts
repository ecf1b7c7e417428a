import { sql } from 'kysely'
import { z } from 'zod'
import { contract } from '../../contract.ts'
import { transact } from '../../database/transact.ts'
import { fact } from '../../facts/fact.ts'
import type { Module } from '../../module.ts'
import { refusals } from '../../refusals.ts'
import { Id, line, Minor } from '../../units.ts'
import { serve } from '../serve.ts'

/** The smallest module: a jar one can put coins into. It shows what every module has, and lets the platform be tested. */
export const coinAdded = fact('coin.added', z.object({ coin_id: Id, value: z.int() }), { may: 'jar.see' })

const refuse = refusals('jar', {
  full: [409, { es: 'El frasco está lleno: caben {room}.', en: 'The jar is full: it holds {room}.' }],
})

const Coin = z.strictObject({ id: Id, value: Minor, note: line(20).optional() })

export const jarContract = contract({
  'POST /api/coins': {
    may: 'jar.fill',
    says: 'Add a coin',
    body: Coin,
    answers: { 201: z.object({ id: Id, count: z.int() }) },
  },
  'GET /api/coins/:id': {
    may: 'jar.see',
    says: 'One coin',
    params: z.object({ id: Id }),
    answers: { 200: z.object({ id: Id }) },
  },
  'GET /api/open': { may: 'public', says: 'Open to all', answers: { 200: z.object({ ok: z.boolean() }) } },
  'GET /api/broken': { may: 'public', says: 'Has a bug', answers: { 200: z.object({ ok: z.boolean() }) } },
})

const routes = serve(jarContract, {
  'POST /api/coins': ({ ctx, body }) =>
    transact(ctx, async (tx) => {
      if (body.value > 100) throw refuse.full({ room: 100 })
      await sql`insert into platform.note (name, value) values (${body.id}, ${JSON.stringify({ value: body.value })}::jsonb)`.execute(
        tx.db,
      )
      await tx.emit(coinAdded({ coin_id: body.id, value: body.value }))
      tx.audit({ action: 'coin.added', thing: 'coin', thing_id: body.id, after: { value: body.value } })
      const { rows } = await sql<{ count: number }>`select count(*) from platform.note`.execute(tx.db)
      return { id: body.id, count: rows[0]?.count ?? 0 }
    }),
  'GET /api/coins/:id': ({ params }) => ({ id: params.id }),
  'GET /api/open': () => ({ ok: true }),
  'GET /api/broken': () => {
    throw new Error('secret detail')
  },
})

export const jar = {
  name: 'jar',
  routes: [routes],
  permissions: {
    'jar.see': { says: { es: 'Ver el frasco', en: 'See the jar' }, roles: ['cajero'] },
    'jar.fill': { says: { es: 'Llenar el frasco', en: 'Fill the jar' }, roles: ['cajero'] },
  },
} satisfies Module
