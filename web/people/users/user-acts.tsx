import { KeyRound, UserCheck, UserX } from 'lucide-react'
import { useState } from 'react'
import type { AnswerOf } from '../../api/route-types.ts'
import { useSession } from '../../api/session-store.ts'
import { useCommand } from '../../api/use-answer.ts'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ProblemNote } from '../../ui/form.tsx'
import { toast } from '../../ui/toast.tsx'
import { OneTimePassword } from './one-time-password.tsx'
import type { User } from './user-state.tsx'

const refresh = [
  'GET /api/users',
  'GET /api/users/:id',
  'GET /api/users/counts',
  'GET /api/users/:id/sessions',
] as const

/** What one does to somebody else's account; one's own is changed in the profile. */
export function UserActs({ user }: { user: User }) {
  const { user: self } = useSession()
  if (user.id === self.id) return null
  return (
    <>
      {user.state !== 'inactive' && <ResetPassword user={user} />}
      {user.has_totp && <ResetTotp user={user} />}
      {user.state === 'inactive' ? <Activate user={user} /> : <Deactivate user={user} />}
    </>
  )
}

function ResetPassword({ user }: { user: User }) {
  const t = useText()
  const [asking, setAsking] = useState(false)
  const [given, setGiven] = useState<AnswerOf<'POST /api/users/:id/reset-password'> | null>(null)
  const reset = useCommand('POST /api/users/:id/reset-password', {
    refresh,
    onDone: (answer) => {
      setAsking(false)
      setGiven(answer)
    },
  })
  return (
    <>
      <Button icon={KeyRound} onClick={() => setAsking(true)}>
        {t.users.reset_password}
      </Button>
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t.users.reset_question(user.full_name)}
        text={t.users.reset_text}
        actions={
          <>
            <Button onClick={() => setAsking(false)}>{t.common.back}</Button>
            <Button
              kind="primary"
              busy={reset.isPending}
              onClick={() => reset.mutate({ params: { id: user.id }, body: {} })}
            >
              {t.users.reset_password}
            </Button>
          </>
        }
      >
        <ProblemNote problem={reset.error} />
      </Dialog>
      {given && (
        <OneTimePassword title={t.users.reset_title(user.full_name)} given={given} onClose={() => setGiven(null)} />
      )}
    </>
  )
}

function ResetTotp({ user }: { user: User }) {
  const t = useText().users
  const reset = useCommand('POST /api/users/:id/reset-totp', {
    refresh,
    onDone: () => toast(t.reset_totp_done),
    onRefused: ({ title }) => toast(title, { tone: 'bad' }),
  })
  return (
    <Button busy={reset.isPending} onClick={() => reset.mutate({ params: { id: user.id } })}>
      {t.reset_totp}
    </Button>
  )
}

function Activate({ user }: { user: User }) {
  const t = useText().users
  const activate = useCommand('POST /api/users/:id/activate', {
    refresh,
    onDone: () => toast(t.activated(user.full_name)),
    onRefused: ({ title }) => toast(title, { tone: 'bad' }),
  })
  return (
    <Button icon={UserCheck} busy={activate.isPending} onClick={() => activate.mutate({ params: { id: user.id } })}>
      {t.activate}
    </Button>
  )
}

function Deactivate({ user }: { user: User }) {
  const t = useText()
  const [asking, setAsking] = useState(false)
  const deactivate = useCommand('POST /api/users/:id/deactivate', {
    refresh,
    onDone: () => {
      setAsking(false)
      toast(t.users.deactivated(user.full_name))
    },
  })
  return (
    <>
      <Button kind="danger" icon={UserX} onClick={() => setAsking(true)}>
        {t.users.deactivate}
      </Button>
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t.users.deactivate_title(user.full_name)}
        text={t.users.deactivate_text}
        actions={
          <>
            <Button onClick={() => setAsking(false)}>{t.common.back}</Button>
            <Button
              kind="danger-solid"
              busy={deactivate.isPending}
              onClick={() => deactivate.mutate({ params: { id: user.id } })}
            >
              {t.users.deactivate}
            </Button>
          </>
        }
      >
        <ProblemNote problem={deactivate.error} />
      </Dialog>
    </>
  )
}
