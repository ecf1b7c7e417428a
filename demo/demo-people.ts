import { createFirstAdministrator, createUser, newTemporaryPassword } from '#people'
import type { Actor } from '#platform/actor'
import type { Tx } from '#platform/context'
import { newId } from '#platform/ids'
import type { RoleName } from '#platform/module'

/** Who may be entered with one click, and what is printed once about them. */
export interface DemoPerson {
  readonly role: RoleName
  readonly full_name: string
  readonly email: string
  readonly password: string
  readonly actor: Actor
}

export interface Administrator {
  readonly email: string
  /** Without it the one the demo has. */
  readonly full_name?: string
  readonly password: string
}

const ROLES = ['admin', 'gerente', 'vendedor', 'cajero', 'bodeguero', 'analista'] as const satisfies RoleName[]

export type DemoRole = (typeof ROLES)[number]
/** Full name and the part of the address before the at sign, by role. */
export type TeamNames = Readonly<Record<DemoRole, readonly [full_name: string, local: string]>>
export type Team = Readonly<Record<DemoRole, DemoPerson>>

export interface TeamOptions {
  /** The part of the addresses after the at sign. */
  readonly domain: string
  readonly names: TeamNames
  /** What each of them may do while the demo lives through its past. */
  readonly permissions: readonly string[]
  /** Instead of a made-up address and password, when the installation names an administrator. */
  readonly administrator?: Administrator | undefined
}

/** Makes the people of a demo, with passwords that nobody else has ever seen. The administrator comes first. */
export async function makeTeam(tx: Tx, { domain, names, permissions, administrator }: TeamOptions): Promise<Team> {
  const made: DemoPerson[] = []
  for (const role of ROLES) {
    const [usual_name, local] = names[role]
    const named = role === 'admin' ? administrator : undefined
    const made_up = { email: `${local}@${domain}`, full_name: usual_name, password: newTemporaryPassword() }
    const { email, full_name, password } = { ...made_up, ...named }
    const id = newId()
    const user = { id, email, full_name, password, is_demo: true }
    if (role === 'admin') await createFirstAdministrator(tx, user)
    else await createUser(tx, { ...user, role })
    made.push({ role, full_name, email, password, actor: actorOf(id, full_name, permissions) })
  }
  return Object.fromEntries(made.map((person) => [person.role, person])) as Team
}

function actorOf(id: string, name: string, permissions: readonly string[]): Actor {
  return {
    kind: 'person',
    id,
    name,
    permissions: new Set(permissions),
    store_ids: null,
    warehouse_ids: null,
    session_id: null,
    limits: { discount_basis_points: 10_000 },
  }
}
