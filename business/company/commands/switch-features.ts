import type { Ctx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { featureSwitched } from '../events.ts'
import { featureNames, forgetFeatures, isFeatureOn } from '../features.ts'
import { writeFeature } from '../records.ts'
import type { SwitchFeatures } from '../wire/settings.ts'

/** Switches the named parts of the program; one that already stands so is left alone. */
export async function switchFeatures(ctx: Ctx, wanted: SwitchFeatures): Promise<void> {
  await transact(ctx, async (tx) => {
    forgetFeatures(tx)
    for (const name of featureNames) {
      const is_on = wanted[name]
      const was_on = await isFeatureOn(tx, name)
      if (is_on === undefined || is_on === was_on) continue
      await writeFeature(tx, name, is_on)
      tx.audit({
        action: 'feature.switched',
        thing: 'feature',
        thing_id: name,
        before: { is_on: was_on },
        after: { is_on },
      })
      await tx.emit(featureSwitched({ name, is_on }))
    }
  })
  forgetFeatures(ctx)
}
