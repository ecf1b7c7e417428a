import { text } from '../text/text.ts'

/** The title somebody gave the role, else the word for a starting role, else its short name. */
export function roleName({ name, title }: { name: string; title: string | null }): string {
  const starting: Record<string, string> = text().signIn.roles
  return title ?? starting[name] ?? name
}
