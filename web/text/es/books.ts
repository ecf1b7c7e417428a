import { forms } from '../plural.ts'

const n = forms('es')

export const books = {
  the_books: 'la revisión de los libros',
  title: 'Libros',
  holds: 'Los libros cuadran',
  broken: 'Los libros no cuadran',
  holds_text: 'Cada cifra de stock y de dinero sale de su libro de asientos.',
  broken_text: 'Abajo está cada falta, con sus filas. Guarda una copia de los datos antes de corregir.',
  check: 'Revisar ahora',
  checking: 'Revisando los libros',
  checking_text: 'Lee todo de una sola mirada y no detiene nada: puedes seguir vendiendo o salir de esta página.',
  progress: (done: string, total: string) => `${done} de ${total} preguntas`,
  never_title: 'Los libros todavía no se revisan',
  never_text:
    'La revisión vuelve a sumar todo el stock y todo el dinero desde sus movimientos, y dice si algo no calza. Toma segundos y no detiene las ventas.',
  failed: (at: string) =>
    `La revisión de ${at} no pudo terminar. Vuelve a intentarlo; si se repite, mira la salud del sistema.`,
  when: 'Revisado',
  took: 'Tardó',
  seconds: (seconds: string) => `${seconds} s`,
  questions: 'Preguntas',
  faults: 'Faltas',
  laws: 'Las siete leyes',
  law_ok: 'Se cumple',
  law_broken: (count: number) => n(count, { one: '1 falta', other: `${count} faltas` }),
  checked: (rows: string, many: number, checks: string) =>
    `${n(many, { one: '1 fila revisada', other: `${rows} filas revisadas` })} con ${checks} preguntas`,
  rows: (count: number) => n(count, { one: 'La fila que no calza', other: `Las ${count} filas que no calzan` }),
  more: 'Hay más: aquí están las veinte primeras. «npm run doctor» también las muestra.',
  nothing: 'vacío',
}
