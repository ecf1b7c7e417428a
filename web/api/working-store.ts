import { createStore, useStore } from '../ui/store.ts'

const storeKey = 'mostrador.store'
const chosen = createStore<string | null>(typeof localStorage === 'undefined' ? null : localStorage.getItem(storeKey))

/** The store one works in; null means all that one may see. */
export const workingStore = (): string | null => chosen.get()
export const useWorkingStore = (): string | null => useStore(chosen)

export function chooseStore(id: string | null): void {
  if (id) localStorage.setItem(storeKey, id)
  else localStorage.removeItem(storeKey)
  chosen.set(id)
}
