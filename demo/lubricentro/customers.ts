import type { Random } from '../random.ts'

export interface DemoCustomer {
  kind: 'person' | 'company'
  name: string
  tax_id: string
  phone: string
  email: string | null
  commune: string
  address: string
  activity: string | null
  credit_limit_minor: number
  /** How often this one comes, beside the others. */
  visits: number
}

const first = [
  'Camila',
  'Jorge',
  'Patricio',
  'Lorena',
  'Marcela',
  'Rodrigo',
  'Daniela',
  'Felipe',
  'Constanza',
  'Ignacio',
  'Francisca',
  'Matías',
  'Valentina',
  'Sebastián',
  'Javiera',
  'Cristóbal',
  'Carolina',
  'Álvaro',
  'Paula',
  'Gonzalo',
  'Andrea',
  'Mauricio',
  'Ximena',
  'Hernán',
  'Verónica',
  'Claudio',
  'Soledad',
  'Ricardo',
  'Pamela',
  'Víctor',
  'Rosa',
  'Luis',
  'Teresa',
  'Eduardo',
  'Gloria',
  'Sergio',
  'Macarena',
  'Iván',
  'Nicole',
  'Esteban',
]
const last = [
  'Rojas',
  'Vidal',
  'Araya',
  'Muñoz',
  'González',
  'Díaz',
  'Pérez',
  'Soto',
  'Contreras',
  'Silva',
  'Martínez',
  'Sepúlveda',
  'Morales',
  'Rodríguez',
  'López',
  'Fuentes',
  'Hernández',
  'Torres',
  'Espinoza',
  'Flores',
  'Castillo',
  'Valenzuela',
  'Ramírez',
  'Reyes',
  'Gutiérrez',
  'Castro',
  'Vargas',
  'Álvarez',
  'Tapia',
  'Fernández',
  'Sánchez',
  'Carrasco',
  'Cortés',
  'Gómez',
  'Herrera',
  'Núñez',
  'Jara',
  'Vergara',
  'Riquelme',
  'Bravo',
  'Lagos',
  'Peña',
  'Olivares',
  'Saavedra',
  'Poblete',
  'Navarrete',
  'Cárdenas',
  'Bustos',
  'Pizarro',
  'Leiva',
]
const communes = [
  'Maipú',
  'San Bernardo',
  'Cerrillos',
  'Padre Hurtado',
  'Estación Central',
  'Pudahuel',
  'Lo Espejo',
  'El Bosque',
  'La Cisterna',
  'Puente Alto',
  'Santiago',
  'Quinta Normal',
  'Pedro Aguirre Cerda',
  'San Miguel',
  'Calera de Tango',
  'Buin',
  'Talagante',
  'Peñaflor',
]
const streets = [
  'Av. Pajaritos',
  'Av. 5 de Abril',
  'Av. Américo Vespucio',
  'Camino a Melipilla',
  'Los Aromos',
  'El Rosal',
  'Santa Elena',
  'Av. Portales',
  'Gran Avenida',
  'Covadonga',
  'Eyzaguirre',
  'San José',
  'Los Libertadores',
  'Arturo Prat',
  'O’Higgins',
  'Freire',
  'Manuel Rodríguez',
  'Balmaceda',
]
const trades = [
  ['Transportes', 'Transporte de carga por carretera'],
  ['Taller Mecánico', 'Mantención de vehículos'],
  ['Constructora', 'Obras menores de construcción'],
  ['Distribuidora', 'Venta al por mayor de abarrotes'],
  ['Viveros', 'Cultivo y venta de plantas'],
  ['Fletes', 'Transporte de carga'],
  ['Ferretería', 'Venta de artículos de ferretería'],
  ['Panadería', 'Elaboración de pan'],
  ['Agrícola', 'Cultivo de hortalizas'],
  ['Gasfitería', 'Instalaciones sanitarias'],
  ['Radiotaxis', 'Transporte de pasajeros'],
  ['Aseo Industrial', 'Servicios de limpieza'],
] as const
const forms = ['SpA', 'Ltda.', 'E.I.R.L.', 'S.A.']

/** A RUT with its check digit (modulo 11, weights 2 to 7 from the right). */
export function rutOf(body: number): string {
  let sum = 0
  for (let rest = body, weight = 2; rest > 0; rest = Math.floor(rest / 10), weight = weight === 7 ? 2 : weight + 1)
    sum += (rest % 10) * weight
  const digit = 11 - (sum % 11)
  return `${body}-${digit === 11 ? '0' : digit === 10 ? 'K' : digit}`
}

const plain = (text: string) =>
  text
    .normalize('NFD')
    .replace(/[^A-Za-z]/g, '')
    .toLowerCase()

/** Two thirds are people of the neighbourhood; the rest are firms with vehicles, and those come more often. */
export function makeCustomers(random: Random, how_many: number): DemoCustomer[] {
  const rest = new Set<number>()
  const fresh = (from: number, to: number) => {
    for (;;) {
      const body = random.whole(from, to)
      if (rest.has(body)) continue
      rest.add(body)
      return rutOf(body)
    }
  }
  const names = new Set<string>()
  const unused = (make: () => string) => {
    for (;;) {
      const name = make()
      if (names.has(name)) continue
      names.add(name)
      return name
    }
  }
  return Array.from({ length: how_many }, (_, at) => {
    const common = {
      phone: `+569${random.whole(30_000_000, 99_999_999)}`,
      commune: random.pick(communes),
      address: `${random.pick(streets)} ${random.whole(100, 9_900)}`,
    }
    return at % 3 === 2 ? company(random, common, unused, fresh) : person(random, common, unused, fresh)
  })
}

type Common = Pick<DemoCustomer, 'phone' | 'commune' | 'address'>
type Unused = (make: () => string) => string
type Fresh = (from: number, to: number) => string

function person(random: Random, common: Common, unused: Unused, fresh: Fresh): DemoCustomer {
  const name = unused(() => `${random.pick(first)} ${random.pick(last)} ${random.pick(last)}`)
  const [given = '', family = ''] = name.split(' ')
  const tax_id = fresh(7_000_000, 21_500_000)
  return {
    ...common,
    kind: 'person',
    name,
    tax_id,
    activity: null,
    email: random.chance(0.55) ? `${plain(given)}.${plain(family)}${tax_id.slice(-5, -2)}@correo.example` : null,
    credit_limit_minor: random.chance(0.12) ? random.pick([50_000, 80_000, 120_000]) : 0,
    visits: 0.4 + random.next() ** 2 * 2,
  }
}

function company(random: Random, common: Common, unused: Unused, fresh: Fresh): DemoCustomer {
  const [trade, activity] = random.pick(trades)
  const name = unused(() => `${trade} ${random.pick(last)} ${random.pick(forms)}`)
  return {
    ...common,
    kind: 'company',
    name,
    activity,
    tax_id: fresh(76_000_000, 77_990_000),
    email: `contacto@${plain(name).slice(0, 24)}.example`,
    credit_limit_minor: random.chance(0.6) ? random.pick([200_000, 300_000, 500_000, 800_000]) : 0,
    visits: 1.5 + random.next() ** 2 * 6,
  }
}
