import type { Ctx } from '../context.ts'
import type { Claim, LaneCommand, Stored, Verb } from '../database/lane/command.ts'
import { laneOf } from '../database/transact.ts'
import { platformRefuse } from '../platform-refusals.ts'
import { Refusal } from '../refusals.ts'
import { keepRefusal, keyRunning } from './idempotency.ts'

interface Call {
  readonly verb: Verb
  readonly claim: Claim | null
  readonly plan: () => Promise<LaneCommand | null>
}

/**
 * Serves a call in the lane, together with others that wait. `plan` decides it as far as it can be without a lock, and
 * gives null for one that is not of the common kind; whatever it refuses is decided again, and refused, one by one.
 * Null: the call goes by its handler.
 */
export async function serveTogether(ctx: Ctx, { verb, claim, plan }: Call): Promise<Stored | null> {
  const lane = laneOf(ctx)
  if (!lane) return null
  const deciding = await lane.decide(verb)
  // Over before it stands in line: the lane looks at who is there when this turn of the loop ends.
  const command = await planned(plan).finally(deciding.over)
  if (!command) return null
  const outcome = await lane.submit(command)
  switch (outcome.is) {
    case 'done': {
      const { status, headers, body } = command.answer
      return { status, headers, body: { ...body, ...(outcome.data as object | null) }, replayed: false }
    }
    case 'short': {
      const refusal = command.refuse(outcome.data)
      if (!refusal) return null
      if (!claim) throw refusal
      return keepRefusal(ctx, claim, refusal)
    }
    case 'known':
      if (outcome.fingerprint !== claim?.fingerprint.toString('hex')) throw platformRefuse.keyReused()
      return outcome.stored
    case 'running':
      throw keyRunning()
    case 'alone':
      return null
  }
}

async function planned(plan: Call['plan']): Promise<LaneCommand | null> {
  try {
    return await plan()
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
}
