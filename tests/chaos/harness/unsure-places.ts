import type pg from 'pg'
import { seeded } from '../../../demo/random.ts'
import type { Campaign } from './campaign.ts'
import { failures, interceptCalls } from './failing-calls.ts'
import { textOf } from './take-out.ts'

const UNSURE = 0.25
const FAILS = 0.25
/** Unsure each time round: a commit whose answer is lost is what kept answers are for. */
const COMMIT = /^commit/
/** A server never gives a rollback up. */
const deaths = failures.filter((how) => how !== 'cancelled')

interface Places {
  /** Another time round, other places are unsure. */
  readonly round: number
  /** Gets every place that was asked at, and those that failed. */
  readonly asked: Set<string>
  readonly failed: Set<string>
}

/**
 * A chaos point is each place where the program speaks with its database: between two of them nothing lasts of what it
 * does. The commit and a quarter of the other places, which the seed picks, fail every fourth time, whoever comes along: a
 * request, a batch, the sealer. Gives the way back.
 */
export function makePlacesUnsure(campaign: Campaign, { round, asked, failed }: Places): () => void {
  const isUnsure = (place: string) => COMMIT.test(place) || seeded(campaign.seed + round + sumOf(place)).chance(UNSURE)
  return interceptCalls((client, said) => {
    const place = placeOf(client, said)
    if (place === null) return null
    asked.add(place)
    if (!isUnsure(place) || !campaign.random.chance(FAILS)) return null
    const how = campaign.random.pick(/^rollback/.test(place) ? deaths : failures)
    campaign.fault(how)
    failed.add(place)
    return how
  })
}

/** The statement without its numbers, which differ from call to call; null for the campaign's own connections. */
function placeOf(client: pg.Client, asked: unknown): string | null {
  const { connectionParameters } = client as pg.Client & { connectionParameters: { application_name?: string } }
  if (!connectionParameters.application_name?.startsWith('mostrador')) return null
  return (textOf(asked) ?? '').replaceAll(/\d+/g, 'n')
}

const sumOf = (text: string) => [...text].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1_000_003, 7)
