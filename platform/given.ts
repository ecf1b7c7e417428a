/** The fields of a request that were given: an optional field left out must not overwrite what is there. */
export function given<T extends object>(input: T): Given<T> {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) as Given<T>
}

export type Given<T> = { [K in keyof T]: Exclude<T[K], undefined> }
