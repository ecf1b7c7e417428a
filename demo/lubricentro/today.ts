import { confirmOrder, createOrder } from '#sales'
import { contextAt } from '../at.ts'
import { productOf, type Stage } from './stage.ts'
import type { Place } from './story.ts'

interface Waiting {
  readonly place: Exclude<Place, 'central'>
  readonly customer: number
  readonly wants: readonly (readonly [sku: string, quantity: number])[]
  readonly notes: string
  readonly is_confirmed?: boolean
}

const waiting: readonly Waiting[] = [
  {
    place: 'maipu',
    customer: 2,
    wants: [
      ['SER-CAM', 1],
      ['BAT-BO55', 1],
    ],
    notes: 'Pasa mañana temprano; preguntar si quiere revisión.',
  },
  { place: 'san-bernardo', customer: 4, wants: [['AMP-H4', 2]], notes: 'Cotiza por teléfono, confirma en la tarde.' },
  { place: 'maipu', customer: 5, wants: [['AMP-H7', 2]], notes: 'Retira hoy en mesón.', is_confirmed: true },
]

/** What the first person to sign in finds to do: two drafts, and an order that waits to be handed over. */
export async function leaveWork(stage: Stage, at: Date): Promise<void> {
  const ctx = contextAt(stage.ctx, stage.team.vendedor.actor, at)
  for (const { place, customer, wants, notes, is_confirmed } of waiting) {
    const id = await createOrder(ctx, {
      ...stage.places.at[place],
      customer_id: stage.customers[customer]?.id ?? null,
      items: wants.map(([sku, quantity]) => ({ product_id: productOf(stage, sku).product_id, quantity })),
      channel: 'in_store',
      fulfilment: 'pickup',
      notes,
    })
    if (is_confirmed) await confirmOrder(ctx, id)
  }
}
