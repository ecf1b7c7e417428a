/**
 * What a product's stock by warehouse costs beside its rows: `npm run bench -- product-page`. The answer of
 * `GET /api/products/:id/stock-by-warehouse` over HTTP with sign-in and permission, divided by the bare query of the same
 * columns, among 10,000 products in five warehouses.
 */
import { type Act, type Duel, duel, layRawGround, tableOfDuels } from './kit/duel.ts'
import { call, openGround, serveGround, stockProducts } from './kit/ground.ts'
import { duelOptions, option } from './kit/options.ts'
import { report } from './kit/report.ts'

const PRODUCTS = 10_000
const MORE_WAREHOUSES = 4

const raw = `
  select p.sku, p.name, p.unit, w.id, w.name, coalesce(l.on_hand, 0), coalesce(l.reserved, 0),
    coalesce(l.on_hand - l.reserved, 0),
    coalesce((select sum(i.quantity) from stock.incoming i where i.product_id = p.id and i.warehouse_id = w.id), 0),
    v.value_minor, v.unit_cost_minor
  from bench.product b
  join catalog.product p on p.id = b.id
  cross join company.warehouse w
  left join stock.level l on l.product_id = p.id and l.warehouse_id = w.id
  left join stock.valuation v on v.product_id = p.id
  where b.no = NUMBER and w.archived_at is null
  order by w.name`

const ground = await openGround()
try {
  const product_ids = await stockProducts(ground, Number(option('products', String(PRODUCTS))))
  await layRawGround(ground, product_ids)
  const served = await serveGround(ground)
  for (let n = 1; n <= MORE_WAREHOUSES; n += 1) {
    const warehouse = { name: `Bodega ${n}`, store_id: ground.store_id }
    const { id } = (await call(served.address, served.token, 'POST', '/api/warehouses', warehouse)) as { id: string }
    await ground.sql(
      'insert into stock.level (product_id, warehouse_id, on_hand, sequence) select id, $1, 0, 0 from bench.product',
      [id],
    )
  }
  await ground.sql('vacuum analyze')
  const count = product_ids.length
  const any = () => Math.floor(Math.random() * count)
  const act: Act = {
    name: 'stock by warehouse of a product',
    raw: {
      script: `\\set n random(0, ${count - 1})\n${raw.replace('NUMBER', ':n').replaceAll(/\s+/g, ' ').trim()};\n`,
      text: raw.replace('NUMBER', '$1'),
      values: () => [any()],
    },
    http: async (client) =>
      (await client.ask('GET', `/api/products/${product_ids[any()]}/stock-by-warehouse`, '')).status === 200,
  }
  const duels: Duel[] = await duel(ground, served, act, { ...duelOptions(), clients: [1, 16, 32] })
  await served.stop()
  report({
    name: 'product-page',
    title: 'A product with its stock by warehouse against the bare query',
    how: 'Five warehouses. Raw: one prepared statement with the same columns, measured in turn with HTTP. Server, database and load share the machine.',
    body: tableOfDuels(duels),
    figures: duels,
  })
} finally {
  await ground.close()
}
