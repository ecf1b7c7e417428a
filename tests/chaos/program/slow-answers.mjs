// Read by the program's process before its own code: what is done is told half a second later.
import { ServerResponse } from 'node:http'

const { end } = ServerResponse.prototype
ServerResponse.prototype.end = function (...given) {
  setTimeout(() => end.apply(this, given), 500)
  return this
}
