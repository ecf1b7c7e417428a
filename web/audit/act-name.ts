import type { Text } from '../text/text.ts'

/** What somebody did, in a word; a verb nobody has put into words yet shows as it was written down. */
export function actName({ acts, verbs }: Text['audit'], action: string): string {
  const whole: Record<string, string> = acts
  const byVerb: Record<string, string> = verbs
  return whole[action] ?? byVerb[action.split('.').at(-1) ?? ''] ?? action
}
