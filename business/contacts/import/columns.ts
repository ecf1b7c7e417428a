import type { ImportColumn } from '#platform/import/importable'

/** What a file of customers may bring. Credit is left out on purpose: whoever grants it does so customer by customer. */
export const columns = [
  {
    name: 'code',
    says: { es: 'Código', en: 'Code' },
    required: false,
    also: [
      'codigo',
      'id',
      'id cliente',
      'customerid',
      'customer id',
      'cliente id',
      'numero de cliente',
      'customer number',
    ],
    type: 'text',
  },
  {
    name: 'name',
    says: { es: 'Nombre', en: 'Name' },
    required: false,
    also: ['nombre', 'cliente', 'razon social', 'nombre completo', 'customer', 'customer name', 'full name', 'company'],
    type: 'text',
  },
  {
    name: 'tax_id',
    says: { es: 'RUT u otro número tributario', en: 'Tax number' },
    required: false,
    also: ['rut', 'nit', 'ruc', 'rfc', 'cuit', 'vat', 'tax id', 'documento', 'identificacion', 'rut cliente'],
    type: 'text',
  },
  {
    name: 'email',
    says: { es: 'Correo', en: 'E-mail' },
    required: false,
    also: ['correo', 'e-mail', 'mail', 'correo electronico', 'email address'],
    type: 'text',
  },
  {
    name: 'phone',
    says: { es: 'Teléfono', en: 'Phone' },
    required: false,
    also: ['telefono', 'fono', 'celular', 'movil', 'whatsapp', 'mobile', 'phone number'],
    type: 'text',
  },
  {
    name: 'contact_name',
    says: { es: 'Contacto', en: 'Contact' },
    required: false,
    also: ['contacto', 'persona de contacto', 'contact person'],
    type: 'text',
  },
  {
    name: 'activity',
    says: { es: 'Giro', en: 'Line of business' },
    required: false,
    also: ['giro', 'actividad', 'rubro', 'business'],
    type: 'text',
  },
  {
    name: 'address',
    says: { es: 'Dirección', en: 'Address' },
    required: false,
    also: ['direccion', 'domicilio', 'calle', 'street'],
    type: 'text',
  },
  {
    name: 'commune',
    says: { es: 'Comuna', en: 'District' },
    required: false,
    also: ['comuna', 'distrito', 'district'],
    type: 'text',
  },
  {
    name: 'city',
    says: { es: 'Ciudad', en: 'City' },
    required: false,
    also: ['ciudad', 'town', 'localidad'],
    type: 'text',
  },
  { name: 'country', says: { es: 'País', en: 'Country' }, required: false, also: ['pais'], type: 'text' },
  {
    name: 'payment_days',
    says: { es: 'Plazo de pago (días)', en: 'Payment term (days)' },
    required: false,
    also: ['plazo', 'dias de credito', 'plazo de pago', 'condicion de pago', 'terms'],
    type: 'whole',
  },
  {
    name: 'notes',
    says: { es: 'Notas', en: 'Notes' },
    required: false,
    also: ['observaciones', 'comentarios', 'nota', 'comments'],
    type: 'text',
  },
] as const satisfies readonly ImportColumn[]

export type ColumnName = (typeof columns)[number]['name']
