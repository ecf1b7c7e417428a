import type { Permission } from '#platform/module'
import { text } from './text.ts'

const everybody = ['gerente', 'vendedor', 'cajero', 'bodeguero', 'tecnico', 'recepcion', 'analista'] as const

export const permissions = {
  'stock.see': { says: text.maySee, roles: everybody },
  'stock.adjust': { says: text.mayAdjust, roles: ['gerente', 'bodeguero'] },
  'stock.move': { says: text.mayMove, roles: ['gerente', 'bodeguero'] },
  'stock.reserve': {
    says: text.mayReserve,
    roles: ['gerente', 'vendedor', 'cajero', 'bodeguero', 'tecnico', 'recepcion'],
  },
  'stock.transfer': { says: text.mayTransfer, roles: ['gerente', 'bodeguero'] },
  'stock.count': { says: text.mayCount, roles: ['gerente', 'bodeguero'] },
  'stock.post_counts': { says: text.mayPostCounts, roles: ['gerente', 'bodeguero'] },
  'stock.acknowledge': { says: text.mayAcknowledge, roles: ['gerente', 'bodeguero', 'analista'] },
  'bins.edit': { says: text.mayEditBins, roles: ['gerente', 'bodeguero'] },
  'lots.edit': { says: text.mayEditLots, roles: ['gerente', 'bodeguero'] },
  'stock.settings': { says: text.maySetUp, roles: ['gerente'] },
  'stock.sell_short': { says: text.maySellShort, roles: ['gerente'] },
  'stock.import': { says: text.mayImport, roles: ['gerente'] },
  'kardex.see': { says: text.maySeeKardex, roles: ['gerente', 'bodeguero', 'analista'] },
} satisfies Record<string, Permission>
