import type { Kysely } from 'kysely'
import { type PeopleSettings, preparePeople, setUpUnattended, startingRoles } from '#people'
import type { Rows } from '../db/rows.ts'
import type { Clock } from '../platform/clock.ts'
import type { Config } from '../platform/config.ts'
import type { Ctx } from '../platform/context.ts'
import type { Log } from '../platform/log.ts'
import type { Permission } from '../platform/module.ts'
import { platformPermissions } from '../platform/platform-permissions.ts'
import { Refusal } from '../platform/refusals.ts'
import type { Secrets } from '../platform/secrets.ts'
import { StartProblem } from '../platform/start-problem.ts'
import { say } from '../platform/text.ts'
import { modules } from './modules.ts'

/** Every permission there is: the modules' and the platform's own. */
export const everyPermission: Readonly<Record<string, Permission>> = Object.assign(
  {},
  ...modules.map((module) => module.permissions),
  platformPermissions,
)

export interface PeopleStart {
  readonly config: Config
  readonly secrets: Secrets
  readonly log: Log
  readonly clock: Clock
  readonly fill_demo?: PeopleSettings['fill_demo']
}

/** Gives #people its keys and settings, for each database object of this process. */
export function openPeople({ config, secrets, log, clock, fill_demo }: PeopleStart): (db: Kysely<Rows>) => void {
  const settings: PeopleSettings = {
    clock,
    log,
    secrets,
    permissions: everyPermission,
    public_url: config.public_url ?? `http://localhost:${config.port}`,
    password_length_min: config.password_length_min,
    ...(fill_demo && { fill_demo }),
  }
  return (db) => preparePeople(db, settings)
}

/** At each start: the starting roles of this version and, on the very first, the administrator that the settings name. */
export async function readyPeople(ctx: Ctx, config: Config): Promise<void> {
  await startingRoles(ctx, everyPermission)
  const { admin_email: email, admin_password: password } = config
  if (email === undefined || password === undefined) return
  try {
    await setUpUnattended(ctx, { email: email.toLowerCase(), password })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const said = (language: 'es' | 'en') => say(error.sentence, language, error.values)
    throw new StartProblem('first_administrator', {
      es: `MOSTRADOR_ADMIN_PASSWORD: ${said('es')}`,
      en: `MOSTRADOR_ADMIN_PASSWORD: ${said('en')}`,
    })
  }
}
