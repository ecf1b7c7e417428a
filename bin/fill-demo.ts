import type { WantedDemo } from '#people'
import type { Team } from '../demo/demo-people.ts'
import { demoNamed, loadDemo } from '../demo/load-demo.ts'
import type { Progress } from '../demo/progress.ts'
import { systemActor } from '../platform/actor.ts'
import type { Ctx } from '../platform/context.ts'
import { everyPermission } from './open-people.ts'

export interface DemoWanted {
  readonly demo: string | undefined
  readonly admin_email: string | undefined
  readonly admin_password: string | undefined
}

/** Fills an empty database with the demo that was asked for, and tells its people's passwords this once. */
export async function fillDemo(ctx: Ctx, wanted: DemoWanted, tell: Progress): Promise<void> {
  if (wanted.demo === undefined) return
  const name = demoNamed(wanted.demo)
  const { admin_email: email, admin_password: password } = wanted
  const named = email !== undefined && password !== undefined ? { email: email.toLowerCase(), password } : undefined
  const team = await loadDemo(ctx, {
    name,
    permissions: Object.keys(everyPermission),
    administrator: named,
    progress: tell,
  })
  if (team === null) tell({ es: `La demo «${name}» ya estaba cargada.`, en: `The demo "${name}" was already loaded.` })
  else tellPasswords(team, named?.email, tell)
}

/** The same for the first-run wizard, whose caller is the administrator. The people enter with one click. */
export async function fillDemoFor(ctx: Ctx, { name, administrator }: WantedDemo, progress: Progress): Promise<void> {
  const permissions = Object.keys(everyPermission)
  const system = { ...ctx, actor: systemActor('demo') }
  await loadDemo(system, { name: demoNamed(name), permissions, administrator, progress })
}

/** A password that the installation named stays where it was named. */
function tellPasswords(team: Team, named: string | undefined, tell: Progress): void {
  tell({
    es: 'Las personas de la demo y sus contraseñas; no se muestran otra vez:',
    en: 'The people of the demo and their passwords; they are not shown again:',
  })
  for (const { role, email, password } of Object.values(team)) {
    const shown = email === named ? '(MOSTRADOR_ADMIN_PASSWORD)' : password
    const row = `  ${role.padEnd(10)} ${email.padEnd(28)} ${shown}`
    tell({ es: row, en: row })
  }
}
