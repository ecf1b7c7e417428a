import type { Kysely } from 'kysely'
import type { Module } from '#platform/module'
import type { Rows } from '../../db/rows.ts'
import { accountRoutes } from './account-routes.ts'
import { administrationRoutes } from './administration-routes.ts'
import {
  attackSuspected,
  roleChanged,
  sessionOpened,
  sessionsEnded,
  userChanged,
  userCreated,
  userDeactivated,
} from './events.ts'
import { forgetOldAttempts, sendReset } from './jobs.ts'
import { permissions } from './permissions.ts'
import { isShopSetUp } from './queries/sessions.ts'
import { signInRoutes } from './sign-in-routes.ts'

export { authenticate } from './authenticate.ts'
export { authoriseByPin, spendApproval } from './commands/approve.ts'
export { createUser, newTemporaryPassword } from './commands/create-user.ts'
export { type Granted, grantAdministrator } from './commands/grant-administrator.ts'
export { createFirstAdministrator, setUpUnattended } from './commands/set-up-shop.ts'
export { startingRoles } from './commands/starting-roles.ts'
export { SESSION_COOKIE } from './cookies.ts'
export { sessionsEnded, userChanged, userDeactivated } from './events.ts'
export { publicAddress } from './links.ts'
export { userNames, usersWho } from './queries/users.ts'
export { type PeopleSettings, preparePeople, type WantedDemo } from './services.ts'

/** Whether the shop has its first administrator; asked by routes that exist only before. */
export function isSetUp(db: Kysely<Rows>): () => Promise<boolean> {
  let done = false
  return async () => {
    done ||= await isShopSetUp({ db })
    return done
  }
}

export const people = {
  name: 'people',
  routes: [signInRoutes, accountRoutes, administrationRoutes],
  permissions,
  facts: [userCreated, userChanged, userDeactivated, roleChanged, sessionOpened, sessionsEnded, attackSuspected],
  jobs: [sendReset, forgetOldAttempts],
} satisfies Module
