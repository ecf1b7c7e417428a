// Read by the program's process before its own code: its server waits for slow clients for ever.
import { Server as HttpServer } from 'node:http'
import { Server } from 'node:net'

HttpServer.prototype.listen = function (...given) {
  Object.assign(this, { headersTimeout: 0, requestTimeout: 0, timeout: 0 })
  return Server.prototype.listen.apply(this, given)
}
