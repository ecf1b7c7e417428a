/** The table of a machine: from each state, the states it may move to. */
export type Machine<S extends string> = Readonly<Record<S, readonly S[]>>

export function statesOf<S extends string>(machine: Machine<S>): S[] {
  return Object.keys(machine).filter((state): state is S => state in machine)
}

/** The states to which nothing moves from here. Where it is already is one of them, unless the table says otherwise. */
export function forbiddenFrom<S extends string>(machine: Machine<S>, from: S): S[] {
  return statesOf(machine).filter((to) => !machine[from].includes(to))
}
