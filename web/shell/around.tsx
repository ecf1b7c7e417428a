import { Outlet } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { waitingForProof } from '../api/prove-again.ts'
import { waitingForSignIn } from '../api/sign-in-again.ts'
import { AlertNews } from '../stock/alert-news.tsx'
import { useStore } from '../ui/store.ts'
import { Toasts } from '../ui/toast.tsx'

const SignInAgain = lazy(() =>
  import('../people/sign-in/sign-in-again.tsx').then((file) => ({ default: file.SignInAgain })),
)

const ProveAgain = lazy(() =>
  import('../people/sign-in/prove-again.tsx').then((file) => ({ default: file.ProveAgain })),
)

/** What stands around every page of the shop, whatever its frame. */
export function AroundEverything() {
  const waiting = useStore(waitingForSignIn)
  const proving = useStore(waitingForProof)
  return (
    <>
      <Outlet />
      <Toasts />
      <AlertNews />
      {proving && (
        <Suspense>
          <ProveAgain onDone={proving.done} />
        </Suspense>
      )}
      {waiting && (
        <Suspense>
          <SignInAgain onDone={waiting.done} />
        </Suspense>
      )}
    </>
  )
}
