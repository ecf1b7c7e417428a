export const receipt = {
  title: 'Comprobante',
  order: (number: number) => `Venta ${number}`,
  tax: (name: string) => `${name} incluido`,
  due: 'Por pagar',
  thanks: 'Gracias por tu compra',
  seller: (name: string) => `Te atendió ${name}`,
  not_found: 'No encontramos este comprobante',
  not_found_text: 'El enlace está incompleto o ya no sirve. Pide otro en la tienda.',
  print: 'Imprimir',
}

export const customer_picker = {
  label: 'Buscar cliente',
  placeholder: 'Nombre, RUT, teléfono o correo',
  create: (typed: string) => (typed ? `Crear «${typed}»` : 'Crear cliente'),
  name: 'Nombre',
  tax_id: 'RUT',
  phone: 'Teléfono',
  save: 'Crear y elegir',
}
