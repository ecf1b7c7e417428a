import type { PlainInput } from './route-types.ts'

/** Fills `:id` and appends the query; absent values are left out, lists are repeated. */
export function urlOf(pattern: string, { params = {}, query = {} }: PlainInput): string {
  const path = pattern.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name])))
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null && one !== '') search.append(name, String(one))
    }
  }
  const text = search.toString()
  return text ? `${path}?${text}` : path
}
