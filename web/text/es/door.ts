import { common } from './common.ts'
import { receipt } from './receipt.ts'
import { setup } from './setup.ts'
import { shell } from './shell.ts'
import { signIn } from './sign-in.ts'
import { till } from './till.ts'
import { tracking } from './tracking.ts'

/** The few words a page before sign-in needs; the shop's own words come with the shop. */
export const doorWords = { common, shell, signIn, setup, receipt, till, tracking }
