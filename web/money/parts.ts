// What other subjects of the web may use of money.
export { CategoryField } from './category-field.tsx'
export { useMethodName, useTillName } from './names.ts'
export { PeriodFields } from './period-fields.tsx'
export { useSessionWords } from './session-state.tsx'
