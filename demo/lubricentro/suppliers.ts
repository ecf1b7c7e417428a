/** Who the shop buys from: invented companies, with the days they take and how often they are late. */
export const suppliers = [
  {
    name: 'Comercial Lubrival SpA',
    activity: 'Distribución de lubricantes',
    lead_days: 3,
    late: 0.1,
    commune: 'Quilicura',
  },
  {
    name: 'Filtros Andinos Ltda.',
    activity: 'Importación de filtros',
    lead_days: 4,
    late: 0.12,
    commune: 'San Joaquín',
  },
  {
    name: 'Frenos y Embragues Maipo S.A.',
    activity: 'Repuestos de freno',
    lead_days: 5,
    late: 0.18,
    commune: 'San Bernardo',
  },
  { name: 'Transmisiones del Biobío SpA', activity: 'Correas y kits', lead_days: 7, late: 0.2, commune: 'Concepción' },
  { name: 'Baterías Austral SpA', activity: 'Baterías y eléctrico', lead_days: 4, late: 0.08, commune: 'Renca' },
  {
    name: 'Refrigerantes del Pacífico Ltda.',
    activity: 'Químicos automotrices',
    lead_days: 5,
    late: 0.15,
    commune: 'Lampa',
  },
  {
    name: 'Suspensiones Quinta Normal Ltda.',
    activity: 'Suspensión y dirección',
    lead_days: 8,
    late: 0.25,
    commune: 'Quinta Normal',
  },
  { name: 'Accesorios Ruta Cinco SpA', activity: 'Accesorios y aditivos', lead_days: 6, late: 0.15, commune: 'Buin' },
] as const
