import { findBusiness, openBusiness } from '#company'
import type { Ctx, Tx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { given } from '#platform/given'
import { newId } from '#platform/ids'
import { present } from '#platform/invariant'
import { platformRefuse } from '#platform/platform-refusals'
import { asPerson } from '../as-person.ts'
import { isShopSetUp } from '../queries/sessions.ts'
import { accountById, demoAccount } from '../queries/users.ts'
import { completeSetup, lockSetup } from '../records/once.ts'
import { servicesOf } from '../services.ts'
import type { Setup } from '../setup-shapes.ts'
import { createUser } from './create-user.ts'
import { type OpenedSession, openSession } from './open-session.ts'
import { startingRoles } from './starting-roles.ts'

/** The first-run wizard: business, places and administrator together or not at all; of two at once one wins (S24). */
export async function setUpShop(ctx: Ctx, input: Setup): Promise<OpenedSession> {
  if (input.demo !== undefined) return openDemo(ctx, input.demo, input.administrator)
  const { business, country, currency, language, prices_include_tax, administrator } = input
  const id = newId()
  const first = asPerson(ctx, { id, full_name: administrator.full_name })
  await transact(first, async (tx) => {
    await lockSetup(tx)
    if (await isShopSetUp(tx)) throw platformRefuse.notFound()
    await openBusiness(
      tx,
      given({ ...business, country, currency, language, prices_include_tax }),
      given({ store: input.store?.name, warehouse: input.warehouse?.name, till: input.till?.name }),
    )
    await createFirstAdministrator(tx, { id, ...administrator })
  })
  return openSession(ctx, await accountById(first, id), { device_id: null, way: 'setup' })
}

/** A demo is lived through by its own people, of whom the caller is the first. Of two at once one wins, as above. */
async function openDemo(ctx: Ctx, name: string, administrator: Setup['administrator']): Promise<OpenedSession> {
  const services = servicesOf(ctx)
  const { fill_demo } = services
  if (fill_demo === undefined || (await isShopSetUp(ctx))) throw platformRefuse.notFound()
  try {
    await fill_demo(ctx, { name, administrator }, (sentence) => {
      services.filling = sentence
    })
  } finally {
    services.filling = null
  }
  const account = await demoAccount(ctx, 'admin')
  return openSession(ctx, present(account, 'a demo has an administrator'), { device_id: null, way: 'setup' })
}

export const nameless = { es: 'Mi negocio', en: 'My business' }

/** The first run without a wizard: the settings of the installation name the administrator, who names the rest later. */
export async function setUpUnattended(ctx: Ctx, administrator: { email: string; password: string }): Promise<void> {
  await transact(ctx, async (tx) => {
    await lockSetup(tx)
    if (await isShopSetUp(tx)) return
    const { language } = tx.request
    if ((await findBusiness(tx)) === null) await openBusiness(tx, { name: nameless[language], language })
    const [full_name = administrator.email] = administrator.email.split('@')
    await createFirstAdministrator(tx, { ...administrator, full_name })
  })
}

export interface FirstAdministrator {
  readonly id?: string
  readonly email: string
  readonly full_name: string
  readonly password: string
  readonly is_demo?: boolean
}

/** Makes the first administrator and closes the setup for ever; refuses when there is one already. */
export async function createFirstAdministrator(tx: Tx, given: FirstAdministrator): Promise<string> {
  await startingRoles(tx, servicesOf(tx).permissions)
  const user = await createUser(tx, { ...given, role: 'admin' })
  if (!(await completeSetup(tx, user.id))) throw platformRefuse.notFound()
  return user.id
}
