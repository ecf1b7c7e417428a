import type { AnswerOf } from '../../api/route-types.ts'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { SecretBox } from '../secret-box.tsx'

type OneTimePasswordProps = { title: string; given: AnswerOf<'POST /api/users'>; onClose: () => void }

/** The password or invitation of somebody who cannot enter yet. It stays until it is waved away on purpose. */
export function OneTimePassword({ title, given, onClose }: OneTimePasswordProps) {
  const t = useText()
  const { temporary_password: password, user } = given
  return (
    <Dialog
      open
      stays
      onClose={onClose}
      title={title}
      text={password ? t.users.password_once : t.users.invited_text(user.email)}
      actions={
        <Button kind="primary" onClick={onClose}>
          {password ? t.users.kept : t.common.close}
        </Button>
      }
    >
      {password && <SecretBox label={t.users.temporary_password} secret={password} />}
    </Dialog>
  )
}
