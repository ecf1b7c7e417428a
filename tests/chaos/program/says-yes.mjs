// Read by the program's process before its own code: every second one who should hear that the shop cannot serve hears
// that it did.
import { ServerResponse } from 'node:http'

const { writeHead } = ServerResponse.prototype
let refusals = 0
ServerResponse.prototype.writeHead = function (status, ...given) {
  if (status >= 500) refusals += 1
  return writeHead.call(this, status >= 500 && refusals % 2 === 0 ? 201 : status, ...given)
}
