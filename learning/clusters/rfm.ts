/** Scores 1 to 5 by quintile, from the shop's own distribution: 5 is recent, frequent, valuable. */
export interface RfmScores {
  readonly recency: Uint8Array
  readonly frequency: Uint8Array
  readonly monetary: Uint8Array
}

/** Equal values get equal scores: a score is the fifth in which the middle of the value's ranks lies. */
export function quintiles(values: Float64Array, options: { readonly lower_is_better?: boolean } = {}): Uint8Array {
  const n = values.length
  const order = Array.from(values, (_, i) => i).sort((a, b) => values[a]! - values[b]!)
  const scores = new Uint8Array(n)
  for (let from = 0; from < n; ) {
    let to = from
    while (to < n && values[order[to]!] === values[order[from]!]) to++
    const place = (from + to) / 2 / n
    const score = Math.min(5, Math.floor(place * 5) + 1)
    for (let i = from; i < to; i++) scores[order[i]!] = options.lower_is_better ? 6 - score : score
    from = to
  }
  return scores
}

/** @param recency days since the last purchase: fewer is better */
export function rfmScores(recency: Float64Array, frequency: Float64Array, monetary: Float64Array): RfmScores {
  return {
    recency: quintiles(recency, { lower_is_better: true }),
    frequency: quintiles(frequency),
    monetary: quintiles(monetary),
  }
}
