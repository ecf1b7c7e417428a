import type { Ctx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { newId } from '#platform/ids'
import { spellingKey } from '../device-model.ts'
import { modelById, modelOfSpelling } from '../queries/device-model.ts'
import { addSpelling, holdSpelling, insertModel, mergeModel } from '../records/device-model.ts'
import { refuseModel } from '../refusals.ts'
import type { DeviceModel, NewDeviceModel } from '../wire/device-model.ts'

/** Learns a model as somebody typed it, or finds the one that this spelling already means. */
export async function learnDeviceModel(
  ctx: Ctx,
  input: NewDeviceModel,
): Promise<{ model: DeviceModel; is_new: boolean }> {
  const { id = newId(), device_type, brand, name } = input
  const key = spellingKey(input)
  if (key === null) throw refuseModel.unreadable()
  return transact(ctx, async (tx) => {
    await holdSpelling(tx, key)
    const known = await modelOfSpelling(tx, key)
    if (known) return { model: known, is_new: false }
    await insertModel(tx, { id, device_type, brand, name, created_at: tx.now() })
    await addSpelling(tx, key, id)
    const after = { device_type, brand, name }
    tx.audit({ action: 'device_model.learned', thing: 'device_model', thing_id: id, label: `${brand} ${name}`, after })
    return { model: await modelById(tx, id), is_new: true }
  })
}

/** Makes one model a spelling of another: whoever types it from now on gets the other. */
export async function mergeDeviceModel(ctx: Ctx, id: string, into_id: string): Promise<DeviceModel> {
  return transact(ctx, async (tx) => {
    const model = await modelById(tx, id)
    const into = await modelById(tx, into_id)
    if (id === into_id || into.merged_into_id === id) throw refuseModel.same()
    const target = into.merged_into_id ?? into.id
    await mergeModel(tx, id, target)
    const label = `${model.brand} ${model.name}`
    const [before, after] = [{ merged_into_id: model.merged_into_id }, { merged_into_id: target }]
    tx.audit({ action: 'device_model.merged', thing: 'device_model', thing_id: id, label, before, after })
    return modelById(tx, target)
  })
}
