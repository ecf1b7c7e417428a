import type fc from 'fast-check'
import type { Command } from './command.ts'
import { cancel, confirm, confirmAndPay, draft, giveBack, handOver, pay, sale } from './order-commands.ts'
import { adjust, endHold, hold, receive } from './stock-commands.ts'
import { closeTill, moveCash, openTill, repay } from './till-commands.ts'

/** All that may happen, the frequent first. */
export const shopCommands: fc.Arbitrary<Command>[] = [
  receive,
  adjust,
  draft,
  draft,
  confirm,
  confirm,
  confirmAndPay,
  handOver,
  cancel,
  pay,
  pay,
  giveBack,
  sale,
  sale,
  hold,
  endHold,
  openTill,
  moveCash,
  closeTill,
  repay,
]
