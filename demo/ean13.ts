/** An EAN-13 from its first twelve digits: weights 1 and 3 from the left, and the digit that makes the sum a ten. */
export function ean13(twelve: string): string {
  const sum = [...twelve].reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 1 : 3), 0)
  return `${twelve}${(10 - (sum % 10)) % 10}`
}
