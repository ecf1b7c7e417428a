import { common } from './en/common.ts'
import { setup } from './en/setup.ts'
import { shell } from './en/shell.ts'
import { signIn } from './en/sign-in.ts'
import type { Text } from './text.ts'

export const en: Text = { common, shell, signIn, setup }
