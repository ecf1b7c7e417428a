import type { AnswerOf } from '../../api/route-types.ts'
import { useMay } from '../../api/session-store.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { useText } from '../../text/text.ts'
import { State } from '../../ui/chip.tsx'
import { roleName } from '../role-name.ts'

export type User = AnswerOf<'GET /api/users/:id'>

/** The title a role carries, for a role's short name. */
export function useRoleNames(): (name: string) => string {
  const may = useMay()
  const roles = useAnswer('GET /api/roles', {}, { enabled: may('roles.see') })
  return (name) => {
    const role = roles.data?.items.find((one) => one.name === name)
    return role ? roleName(role) : name
  }
}

export function UserState({ state }: { state: User['state'] }) {
  const t = useText().users
  const tones = { active: 'ok', invited: 'warn', inactive: 'neutral' } as const
  return <State tone={tones[state]}>{t.states[state]}</State>
}
