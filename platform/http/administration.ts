import { BlockList, isIPv4 } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { platformRefuse } from '../platform-refusals.ts'

/** From where the business itself may be changed, and which permissions those changes need. */
export interface Administration {
  /** Addresses and ranges; none means any. */
  readonly addresses: readonly string[]
  readonly permissions: ReadonlySet<string>
}

/**
 * Refuses administration from elsewhere, also to whoever holds the permission and the password. The address is that of
 * the socket's peer; a forwarded one counts only from a trusted proxy.
 */
export function limitAdministration(http: FastifyInstance, { addresses, permissions }: Administration): void {
  if (addresses.length === 0) return
  const allowed = listOf(addresses)
  http.addHook('onRequest', async (request) => {
    const permission = request.routeOptions.config.contract?.may ?? ''
    if (!permissions.has(permission) || request.actor?.kind === 'nobody') return
    const address = request.ip.replace(/^::ffff:(?=\d+\.)/, '')
    if (!allowed.check(address, isIPv4(address) ? 'ipv4' : 'ipv6')) throw platformRefuse.forbidden({ permission })
  })
}

function listOf(ranges: readonly string[]): BlockList {
  const list = new BlockList()
  for (const range of ranges) {
    const [address = '', bits] = range.split('/')
    const family = isIPv4(address) ? 'ipv4' : 'ipv6'
    if (bits === undefined) list.addAddress(address, family)
    else list.addSubnet(address, Number(bits), family)
  }
  return list
}
