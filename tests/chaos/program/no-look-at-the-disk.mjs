// Read by the program's process before its own code: whatever the disk holds, it looks empty.

import promises from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'

const { statfs } = promises
promises.statfs = async (...given) => {
  const found = await statfs(...given)
  return Object.assign(found, { bavail: found.blocks, bfree: found.blocks })
}
syncBuiltinESMExports()
