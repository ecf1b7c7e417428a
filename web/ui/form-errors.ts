/** The part of a problem document that a form shows; the API client's Problem fits it. */
export type FieldError = { path: string; message: string }
export type Refused = {
  title: string
  detail?: string | undefined
  errors?: readonly FieldError[] | undefined
  request_id?: string | undefined
}

/** "/body/items/0/quantity" and "body.items.0.quantity" both mean the field items.0.quantity. */
export function errorPath(path: string): string {
  return path
    .replace(/^[/.]/, '')
    .replaceAll('/', '.')
    .replace(/\[(\d+)\]/g, '.$1')
    .replace(/^(body|query|params)\./, '')
}
