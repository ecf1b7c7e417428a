import type { Ctx, Tx } from '#platform/context'
import { outsideTransaction, transact } from '#platform/database/transact'
import { newId } from '#platform/ids'
import { assertRecent, ownSession } from '../as-person.ts'
import { sessionsEnded } from '../events.ts'
import { type Account, accountByPin } from '../queries/users.ts'
import { powersOf } from '../rank.ts'
import { insertApproval, takeApproval } from '../records/once.ts'
import { clearPinFailures, countPinFailure, endSessions } from '../records/sessions.ts'
import { setPinDigest } from '../records/users.ts'
import { refuseAuth } from '../refusals.ts'
import { keyedDigest } from '../secret-box.ts'
import { servicesOf } from '../services.ts'
import { brakePin, releasePin } from '../throttle.ts'

const APPROVAL_MS = 2 * 60_000
const PIN_FAILURES_MAX = 5

/** Sets the own PIN, or removes it. What is easily guessed, or somebody else's, is refused with the same words. */
export async function setPin(ctx: Ctx, pin: string | null): Promise<void> {
  const { user_id } = ownSession(ctx)
  await assertRecent(ctx)
  if (pin !== null && isEasyPin(pin)) throw refuseAuth.pinWeak()
  const digest = pin === null ? null : keyedDigest(servicesOf(ctx).keys.pin, pin)
  await transact(ctx, async (tx) => {
    await setPinDigest(tx, user_id, digest)
    tx.audit({ action: pin === null ? 'pin.removed' : 'pin.set', thing: 'user', thing_id: user_id })
  })
}

/** Few different digits, or a straight walk such as 234567. */
export function isEasyPin(pin: string): boolean {
  const digits = [...pin].map(Number)
  const steps = digits.slice(1).map((digit, n) => digit - (digits[n] ?? 0))
  return new Set(digits).size < 3 || steps.every((step) => step === 1) || steps.every((step) => step === -1)
}

export interface ApprovalRequest {
  readonly pin: string
  readonly permission: string
  readonly document_id: string
}

/**
 * The supervisor whose PIN approves this act, here and now; the command that asks writes the id into its audit entry.
 * Five wrong PINs close the session they were typed into (S22). Counting survives the refused sale's rollback.
 */
export async function authoriseByPin(ctx: Ctx, request: ApprovalRequest): Promise<string> {
  return (await supervisorFor(outsideTransaction(ctx), request)).id
}

/** The same in two steps: an approval for one act on one document, good for two minutes and for one use. */
export async function giveApproval(ctx: Ctx, request: ApprovalRequest) {
  const { session_id } = ownSession(ctx)
  const supervisor = await supervisorFor(ctx, request)
  const id = newId()
  const expires_at = new Date(ctx.now().getTime() + APPROVAL_MS)
  const { permission, document_id } = request
  await transact(ctx, async (tx) => {
    await insertApproval(tx, { id, permission, document_id, user_id: supervisor.id, session_id, expires_at })
    tx.audit({
      action: 'approval.given',
      thing: 'approval',
      thing_id: id,
      after: { permission, document_id },
      authorised_by: supervisor.id,
    })
  })
  return { id, authorised_by: supervisor.id, name: supervisor.full_name, expires_at: expires_at.toISOString() }
}

/** Uses an approval up; returns the supervisor. Refuses when it is spent, late or for another document. */
export async function spendApproval(
  tx: Tx,
  approval: { id: string; permission: string; document_id: string },
): Promise<string> {
  const { session_id } = ownSession(tx)
  const supervisor = await takeApproval(tx, { ...approval, session_id })
  if (supervisor === null) throw refuseAuth.approvalSpent()
  return supervisor
}

async function supervisorFor(ctx: Ctx, { pin, permission }: ApprovalRequest): Promise<Account> {
  const { user_id, session_id } = ownSession(ctx)
  await brakePin(ctx, user_id)
  const failures = await countPinFailure(ctx, session_id)
  const supervisor = await accountByPin(ctx, keyedDigest(servicesOf(ctx).keys.pin, pin))
  if (supervisor && failures <= PIN_FAILURES_MAX && mayApprove(ctx, supervisor, permission)) {
    await clearPinFailures(ctx, session_id)
    await releasePin(ctx, user_id)
    return supervisor
  }
  if (failures >= PIN_FAILURES_MAX) await closeSession(ctx)
  throw failures >= PIN_FAILURES_MAX
    ? refuseAuth.pinLocked()
    : refuseAuth.pinWrong({ left: PIN_FAILURES_MAX - failures })
}

/** A supervisor approves what they may do themselves, where they work. */
function mayApprove(ctx: Ctx, supervisor: Account, permission: string): boolean {
  const every = Object.keys(servicesOf(ctx).permissions)
  const powers = powersOf(supervisor)
  const has = (name: string) => (powers.is_admin ? every : powers.permissions).includes(name)
  return supervisor.is_active && has('approvals.give') && has(permission) && worksHere(ctx, supervisor)
}

function worksHere(ctx: Ctx, supervisor: Account): boolean {
  const { store_id } = ctx.request
  return supervisor.store_ids === null || store_id === null || supervisor.store_ids.includes(store_id)
}

async function closeSession(ctx: Ctx): Promise<void> {
  const { user_id, session_id } = ownSession(ctx)
  await transact(ctx, async (tx) => {
    await endSessions(tx, { user_id, only: session_id }, 'pin_failures')
    tx.audit({ action: 'pin.locked', thing: 'user', thing_id: user_id, after: { session_id } })
    await tx.emit(sessionsEnded({ user_id }))
  })
  servicesOf(ctx).access.forget()
}
