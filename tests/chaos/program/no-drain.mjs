// Read by the program's process before its own code: asked to stop, it hangs up on everybody first.
import { Server as HttpServer } from 'node:http'
import { Server } from 'node:net'

HttpServer.prototype.listen = function (...given) {
  process.prependListener('SIGTERM', () => this.closeAllConnections())
  return Server.prototype.listen.apply(this, given)
}
