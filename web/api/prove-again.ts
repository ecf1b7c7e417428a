import { createStore } from '../ui/store.ts'

type Waiting = { done: (proved: boolean) => void; promise: Promise<boolean> }

/** Calls that need a fresh proof of who is there wait here, while a dialog asks for the password over the page. */
export const waitingForProof = createStore<Waiting | null>(null)

/** Resolves when the person has proved who they are (true) or thought better of it (false). */
export function askToProveAgain(): Promise<boolean> {
  const waiting = waitingForProof.get()
  if (waiting) return waiting.promise
  let done: (proved: boolean) => void = () => {}
  const promise = new Promise<boolean>((resolve) => {
    done = (proved) => {
      waitingForProof.set(null)
      resolve(proved)
    }
  })
  waitingForProof.set({ done, promise })
  return promise
}
