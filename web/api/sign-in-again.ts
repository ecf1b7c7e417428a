import { createStore } from '../ui/store.ts'

type Waiting = { done: (signedIn: boolean) => void; promise: Promise<boolean> }

/** Calls that met the end of the session wait here, while a dialog asks for the password over the page. */
export const waitingForSignIn = createStore<Waiting | null>(null)

/** Resolves when the person has signed in again (true) or left (false). One dialog for all waiting calls. */
export function askToSignInAgain(): Promise<boolean> {
  const waiting = waitingForSignIn.get()
  if (waiting) return waiting.promise
  let done: (signedIn: boolean) => void = () => {}
  const promise = new Promise<boolean>((resolve) => {
    done = (signedIn) => {
      waitingForSignIn.set(null)
      resolve(signedIn)
    }
  })
  waitingForSignIn.set({ done, promise })
  return promise
}
