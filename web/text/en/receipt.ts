import type { Text } from '../text.ts'

export const receipt: Text['receipt'] = {
  title: 'Receipt',
  order: (number) => `Sale ${number}`,
  tax: (name) => `${name} included`,
  due: 'To pay',
  thanks: 'Thank you for your purchase',
  seller: (name) => `Served by ${name}`,
  not_found: 'We cannot find this receipt',
  not_found_text: 'The link is incomplete or no longer works. Ask the shop for another.',
  print: 'Print',
}

export const customer_picker: Text['customer_picker'] = {
  label: 'Find a customer',
  placeholder: 'Name, tax id, phone or e-mail',
  create: (typed) => (typed ? `Create “${typed}”` : 'Create customer'),
  name: 'Name',
  tax_id: 'Tax id',
  phone: 'Phone',
  save: 'Create and choose',
}
