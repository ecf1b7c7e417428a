import { isCommonPassword } from './common-passwords.ts'
import { PASSWORD_MAX } from './shapes.ts'

export const LENGTH_MIN_ALONE = 15
/** With a second factor a shorter password is enough (NIST SP 800-63B-4). */
export const LENGTH_MIN_WITH_TOTP = 12

export type PasswordProblem = 'too_short' | 'too_long' | 'common' | 'about_you' | 'repetitive'

/** What is wrong with a new password, or null. No composition rules: they make passwords worse. */
export function judgePassword(
  password: string,
  { length_min, about }: { length_min: number; about: readonly string[] },
): PasswordProblem | null {
  const length = [...password.normalize('NFKC')].length
  if (length > PASSWORD_MAX) return 'too_long'
  if (length < length_min) return 'too_short'
  const plain = folded(password)
  if (isCommonPassword(plain) || isCommonPassword(unadorned(plain))) return 'common'
  if (isRepetitive(plain)) return 'repetitive'
  if (isMostlyAbout(plain, about)) return 'about_you'
  return null
}

/** The words an attacker who knows this person tries first. */
export function wordsAbout(person: { email: string; full_name: string }, business_name: string | null): string[] {
  const [local = ''] = person.email.split('@')
  const parts = `${local} ${person.full_name} ${business_name ?? ''}`.split(/[^\p{L}\p{N}]+/u)
  return [...parts, local, person.full_name, business_name ?? '', 'mostrador']
    .map((word) => folded(word).replace(/[^a-z0-9]/g, ''))
    .filter((word) => word.length >= 4)
}

const folded = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()

const LEET: Record<string, string> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
}

/** `P4ssw0rdPassword!99` is still `passwordpassword`: digits and signs around it, look-alikes inside it. */
function unadorned(plain: string): string {
  const core = plain.replace(/^[^a-z]+/, '').replace(/[^a-z]+$/, '')
  return [...core].map((sign) => LEET[sign] ?? sign).join('')
}

/** Few different characters, one short piece over and over, or a straight walk along the alphabet or the digits. */
function isRepetitive(plain: string): boolean {
  const signs = [...plain]
  if (new Set(signs).size < 5) return true
  for (let period = 1; period <= Math.floor(signs.length / 3); period += 1) {
    if (signs.every((sign, n) => n < period || sign === signs[n - period])) return true
  }
  const steps = signs.slice(1).map((sign, n) => (sign.codePointAt(0) ?? 0) - (signs[n]?.codePointAt(0) ?? 0))
  return (
    steps.filter((step) => step === 1).length >= signs.length * 0.7 ||
    steps.filter((step) => step === -1).length >= signs.length * 0.7
  )
}

/** What is left beside the person's own words must be worth guessing by itself. */
function isMostlyAbout(plain: string, about: readonly string[]): boolean {
  let rest = plain
  for (const word of [...about].sort((a, b) => b.length - a.length)) rest = rest.replaceAll(word, '')
  if (rest === plain) return false
  return rest.replace(/[^\p{L}]/gu, '').length < 8
}
