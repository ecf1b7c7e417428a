import { useSyncExternalStore } from 'react'

/** A value that React parts and plain functions share: what the language is, what the last toast said. */
export type Store<Value> = {
  get: () => Value
  set: (value: Value) => void
  subscribe: (heard: () => void) => () => void
}

export function createStore<Value>(start: Value): Store<Value> {
  let value = start
  const listeners = new Set<() => void>()
  return {
    get: () => value,
    set: (next) => {
      value = next
      for (const heard of listeners) heard()
    },
    subscribe: (heard) => {
      listeners.add(heard)
      return () => listeners.delete(heard)
    },
  }
}

export function useStore<Value>(store: Store<Value>): Value {
  return useSyncExternalStore(store.subscribe, store.get, store.get)
}
