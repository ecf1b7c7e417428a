import { useEffect, useState } from 'react'
import { call } from '../../api/call.ts'
import { problemFrom } from '../../api/problem.ts'
import type { AnswerOf } from '../../api/route-types.ts'
import { useSend } from '../../api/use-send.ts'
import { to } from '../../paths.ts'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { Avatar } from '../../ui/chip.tsx'
import { ProblemNote } from '../../ui/form.tsx'
import { CredentialsForm, type SignedInUser } from './credentials-form.tsx'
import { DoorFrame } from './door-plate.tsx'

type SetupState = AnswerOf<'GET /api/setup'>
const noon = 12
const dusk = 20

/** The door: e-mail and password, or one touch where the shop is only a sample on this machine. */
export function SignInPage() {
  const t = useText()
  const setup = useSetupState()
  useEffect(() => {
    document.title = `${t.signIn.title} · ${t.common.product_name}`
  }, [t])
  return (
    <DoorFrame business={setup?.demo}>
      <h1 className="sign door-title">{greeting(t.signIn)}</h1>
      <p className="door-lead">{t.signIn.lead}</p>
      <CredentialsForm onDone={enter} />
      <p className="door-below">
        <a href={to.forgotPassword()}>{t.signIn.forgot}</a>
      </p>
      {setup && setup.one_click_roles.length > 0 && <DemoEntry roles={setup.one_click_roles} />}
    </DoorFrame>
  )
}

function greeting(words: { morning: string; afternoon: string; evening: string }): string {
  const hour = new Date().getHours()
  if (hour < noon) return words.morning
  return hour < dusk ? words.afternoon : words.evening
}

/**
 * Back to where the person wanted to go, but only inside this shop; whoever came with a temporary password first chooses
 * one of their own.
 */
export function enter(user: SignedInUser): void {
  const next = new URLSearchParams(location.search).get('next') ?? to.today()
  const inside = new URL(next, location.origin)
  const wanted = inside.origin === location.origin ? inside.pathname + inside.search : to.today()
  location.assign(user.must_change_password ? to.profile() : wanted)
}

/** A fresh installation has no door yet: the first-run wizard opens instead. */
function useSetupState(): SetupState | null {
  const [state, setState] = useState<SetupState | null>(null)
  useEffect(() => {
    call('GET /api/setup')
      .then((answer) => (answer.needs_setup ? location.replace(to.firstUse()) : setState(answer)))
      // Without an answer the form still stands; its own call says what is wrong.
      .catch((error: unknown) => problemFrom(error))
  }, [])
  return state
}

function DemoEntry({ roles }: { roles: readonly string[] }) {
  const t = useText()
  const entry = useSend('POST /api/auth/demo', ({ user }) => enter(user))
  const titles: Record<string, string> = t.signIn.roles
  return (
    <section className="door-demo">
      <h2>{t.signIn.demo_title}</h2>
      <ProblemNote problem={entry.problem} />
      <div className="door-people">
        {roles.map((role) => (
          <Button key={role} disabled={entry.busy} onClick={() => void entry.send({ body: { role } })}>
            <Avatar name={titles[role] ?? role} />
            {titles[role] ?? role}
          </Button>
        ))}
      </div>
      <p className="field-help">{t.signIn.demo_help}</p>
    </section>
  )
}
