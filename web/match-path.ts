/** The values of `$names` when the address has the shape of the pattern; null when it has not. */
export function matchPath(pattern: string, address: string): Record<string, string> | null {
  const wanted = pattern.split('/').filter(Boolean)
  const given = address.split('/').filter(Boolean)
  if (wanted.length !== given.length) return null
  const params: Record<string, string> = {}
  for (const [index, piece] of wanted.entries()) {
    const value = given[index] ?? ''
    if (piece.startsWith('$')) params[piece.slice(1)] = decoded(value)
    else if (piece !== value) return null
  }
  return params
}

/** As it stands where it is no code of letters: such an address names nothing, but opens the page that says so. */
function decoded(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}
