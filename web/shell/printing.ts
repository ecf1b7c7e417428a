import { createStore, useStore } from '../ui/store.ts'

const printKey = 'mostrador.print'
const always = 'always'

const prints = createStore(typeof localStorage !== 'undefined' && localStorage.getItem(printKey) === always)

/** Whether this device prints each receipt as soon as the sale is paid: a printer belongs to a counter, not to a person. */
export const usePrintsReceipts = (): boolean => useStore(prints)
export const printsReceipts = (): boolean => prints.get()

export function choosePrinting(on: boolean): void {
  if (on) localStorage.setItem(printKey, always)
  else localStorage.removeItem(printKey)
  prints.set(on)
}
