// Spanish is the source: its shape is the type every other language must have. One file a subject; add yours here and in en.ts.
import { audit } from './es/audit.ts'
import { books } from './es/books.ts'
import { catalog } from './es/catalog.ts'
import { common } from './es/common.ts'
import { contacts } from './es/contacts.ts'
import { fulfilment } from './es/fulfilment.ts'
import { imports } from './es/imports.ts'
import { money } from './es/money.ts'
import { profile } from './es/profile.ts'
import { purchasing } from './es/purchasing.ts'
import { quotes } from './es/quotes.ts'
import { customer_picker, receipt } from './es/receipt.ts'
import { receiving } from './es/receiving.ts'
import { returns } from './es/returns.ts'
import { sales } from './es/sales.ts'
import { settings } from './es/settings.ts'
import { setup } from './es/setup.ts'
import { shell } from './es/shell.ts'
import { signIn } from './es/sign-in.ts'
import { stock } from './es/stock.ts'
import { till } from './es/till.ts'
import { tracking } from './es/tracking.ts'
import { users } from './es/users.ts'
import { warehouse } from './es/warehouse.ts'

export const es = {
  common,
  shell,
  signIn,
  setup,
  till,
  receipt,
  customer_picker,
  contacts,
  sales,
  quotes,
  money,
  catalog,
  stock,
  users,
  settings,
  audit,
  books,
  imports,
  profile,
  warehouse,
  fulfilment,
  tracking,
  purchasing,
  receiving,
  returns,
}
