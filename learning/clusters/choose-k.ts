import { type Clusters, kMeans } from './k-means.ts'
import { miniBatchKMeans } from './mini-batch.ts'
import { silhouette } from './silhouette.ts'

export interface ChooseOptions {
  readonly from?: number
  readonly to?: number
  readonly starts?: number
  readonly seed?: number
  /** Above so many rows the silhouette is taken of a sample of this size, and centres are learnt in mini-batches above ten times it. */
  readonly sample?: number
}

export interface Chosen {
  readonly clusters: Clusters
  readonly silhouette: number
  /** What was tried, so that nobody has to believe the choice. */
  readonly tried: readonly { readonly k: number; readonly silhouette: number; readonly inertia: number }[]
}

/** Tries every number of clusters and keeps the one of the highest mean silhouette. One cluster where fewer than three rows. */
export function chooseK(rows: Float64Array, columns: number, options: ChooseOptions = {}): Chosen {
  const { from = 2, to = 10, starts = 4, seed = 1, sample = 2_000 } = options
  const n = rows.length / columns
  const tried: Chosen['tried'][number][] = []
  let best: Chosen | null = null
  for (let k = Math.max(from, 2); k <= Math.min(to, n - 1); k++) {
    const clusters =
      n > sample * 10 ? miniBatchKMeans(rows, columns, k, { seed }) : kMeans(rows, columns, k, { starts, seed })
    const width = silhouette(rows, columns, clusters.labels, { size: sample, seed })
    tried.push({ k, silhouette: width, inertia: clusters.inertia })
    if (!Number.isNaN(width) && (best === null || width > best.silhouette))
      best = { clusters, silhouette: width, tried }
  }
  return best ?? { clusters: kMeans(rows, columns, 1, { starts: 1, seed }), silhouette: Number.NaN, tried }
}
