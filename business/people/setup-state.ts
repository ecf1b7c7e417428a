import { countryPacks } from '#company'
import type { Ctx } from '#platform/context'
import { say } from '#platform/text'
import { demoName, isShopSetUp } from './queries/sessions.ts'
import { demoRoles } from './queries/users.ts'
import { servicesOf } from './services.ts'
import type { SetupState } from './setup-shapes.ts'

/** What the first page needs to know before anybody is signed in. Once the shop is set up it tells nothing but that. */
export async function setupState(ctx: Ctx, is_here: boolean): Promise<SetupState> {
  const needs_setup = !(await isShopSetUp(ctx))
  const demo = await demoName(ctx)
  const { filling } = servicesOf(ctx)
  return {
    needs_setup,
    demo,
    filling: filling && say(filling, ctx.request.language).trim().replace(/\s+/g, ' '),
    one_click_roles: demo !== null && is_here ? await demoRoles(ctx) : [],
    languages: ['es', 'en'],
    countries: needs_setup
      ? countryPacks.map(({ code, name, currency, tax_name, tax_id_name }) => ({
          code,
          name: name[ctx.request.language],
          currency,
          tax_name,
          tax_id_name,
        }))
      : [],
  }
}
