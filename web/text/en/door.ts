import type { doorWords as source } from '../es/door.ts'
import { common } from './common.ts'
import { receipt } from './receipt.ts'
import { setup } from './setup.ts'
import { shell } from './shell.ts'
import { signIn } from './sign-in.ts'
import { till } from './till.ts'
import { tracking } from './tracking.ts'

export const doorWords: typeof source = { common, shell, signIn, setup, receipt, till, tracking }
