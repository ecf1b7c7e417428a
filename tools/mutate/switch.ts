/** The switch that woven sources read: which wrong is on, and which were reached. Imported before any of them. */
interface Switch {
  on: number
  reached: Set<number>
}

declare global {
  var __wrong: (id: number) => boolean
}

export const wrongs: Switch = { on: 0, reached: new Set() }

globalThis.__wrong = (id) => {
  wrongs.reached.add(id)
  return id === wrongs.on
}
