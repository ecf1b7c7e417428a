import { audit } from './en/audit.ts'
import { books } from './en/books.ts'
import { catalog } from './en/catalog.ts'
import { common } from './en/common.ts'
import { contacts } from './en/contacts.ts'
import { fulfilment } from './en/fulfilment.ts'
import { imports } from './en/imports.ts'
import { money } from './en/money.ts'
import { profile } from './en/profile.ts'
import { purchasing } from './en/purchasing.ts'
import { quotes } from './en/quotes.ts'
import { customer_picker, receipt } from './en/receipt.ts'
import { receiving } from './en/receiving.ts'
import { returns } from './en/returns.ts'
import { sales } from './en/sales.ts'
import { settings } from './en/settings.ts'
import { setup } from './en/setup.ts'
import { shell } from './en/shell.ts'
import { signIn } from './en/sign-in.ts'
import { stock } from './en/stock.ts'
import { till } from './en/till.ts'
import { tracking } from './en/tracking.ts'
import { users } from './en/users.ts'
import { warehouse } from './en/warehouse.ts'
import type { Text } from './text.ts'

export const en: Text = {
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
