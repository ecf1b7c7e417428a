import type { doorWords as source } from '../es/door.ts'
import { common } from './common.ts'
import { setup } from './setup.ts'
import { shell } from './shell.ts'
import { signIn } from './sign-in.ts'

export const doorWords: typeof source = { common, shell, signIn, setup }
