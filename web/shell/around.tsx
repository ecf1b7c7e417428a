import { Outlet } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { waitingForSignIn } from '../api/sign-in-again.ts'
import { useStore } from '../ui/store.ts'
import { Toasts } from '../ui/toast.tsx'

const SignInAgain = lazy(() =>
  import('../people/sign-in/sign-in-again.tsx').then((file) => ({ default: file.SignInAgain })),
)

/** What stands around every page of the shop, whatever its frame. */
export function AroundEverything() {
  const waiting = useStore(waitingForSignIn)
  return (
    <>
      <Outlet />
      <Toasts />
      {waiting && (
        <Suspense>
          <SignInAgain onDone={waiting.done} />
        </Suspense>
      )}
    </>
  )
}
