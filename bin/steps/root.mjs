import { fileURLToPath } from 'node:url'

/** The folder of the program, wherever it is started from. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '')
