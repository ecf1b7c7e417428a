import type { PeopleSettings } from '#people'
import type { Administrator, Team } from '../demo/demo-people.ts'
import { type DemoName, demoNamed } from '../demo/load-demo.ts'
import type { Progress } from '../demo/progress.ts'
import type { Ctx } from '../platform/context.ts'

export interface DemoWanted {
  readonly demo: string | undefined
  readonly admin_email: string | undefined
  readonly admin_password: string | undefined
}

/** Fills an empty database; null when this very demo is already there. In this process, or in one of its own. */
export type LoadDemo = (wanted: {
  readonly name: DemoName
  readonly administrator: Administrator | undefined
  readonly progress: Progress
  readonly request?: Ctx['request'] | undefined
}) => Promise<Team | null>

/** Fills an empty database with the demo that was asked for, and tells its people's passwords this once. */
export async function fillDemo(load: LoadDemo, wanted: DemoWanted, tell: Progress): Promise<void> {
  if (wanted.demo === undefined) return
  const name = demoNamed(wanted.demo)
  const { admin_email: email, admin_password: password } = wanted
  const named = email !== undefined && password !== undefined ? { email: email.toLowerCase(), password } : undefined
  const team = await load({ name, administrator: named, progress: tell })
  if (team === null) tell({ es: `La demo «${name}» ya estaba cargada.`, en: `The demo "${name}" was already loaded.` })
  else tellPasswords(team, named?.email, tell)
}

/** The same for the first-run wizard, whose caller is the administrator. The people enter with one click. */
export function fillDemoWith(load: LoadDemo): NonNullable<PeopleSettings['fill_demo']> {
  return async ({ request }, { name, administrator }, progress) => {
    await load({ name: demoNamed(name), administrator, progress, request })
  }
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
