import { loadSession } from '../../api/session.ts'
import { useSession } from '../../api/session-store.ts'
import { to } from '../../paths.ts'
import { useText } from '../../text/text.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { CredentialsForm } from './credentials-form.tsx'

/** Over the page, which stays as it was: the calls that waited go on by themselves. */
export function SignInAgain({ onDone }: { onDone: (signedIn: boolean) => void }) {
  const t = useText()
  const { user } = useSession()
  const done = async (id: string) => {
    // Somebody else took the seat: the page belongs to the person before and must not stay.
    if (id !== user.id) location.assign(to.today())
    await loadSession()
    onDone(true)
  }
  const leave = () => {
    onDone(false)
    location.assign(to.signIn(location.pathname + location.search))
  }
  return (
    <Dialog open stays onClose={leave} size="s" title={t.signIn.again_title} text={t.signIn.again_lead}>
      <CredentialsForm email={user.email} onDone={({ id }) => void done(id)} />
      <p className="door-below">
        <button type="button" className="link-button" onClick={leave}>
          {t.signIn.leave}
        </button>
      </p>
    </Dialog>
  )
}
