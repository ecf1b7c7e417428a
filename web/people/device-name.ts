import type { Text } from '../text/text.ts'

// Order matters: Edge and Opera also say Chrome, and Chrome also says Safari.
const browsers: readonly [RegExp, string][] = [
  [/Edg\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
]
const systems: readonly [RegExp, string][] = [
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
]

const find = (names: readonly [RegExp, string][], agent: string) => names.find(([mark]) => mark.test(agent))?.[1]

/** "Chrome en Windows": enough to know one's own devices. */
export function deviceName(agent: string, words: Text['users']): string {
  return words.device(find(browsers, agent) ?? words.unknown_browser, find(systems, agent) ?? words.unknown_system)
}
