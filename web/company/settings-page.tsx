import type { AnswerOf } from '../api/route-types.ts'
import { useMay } from '../api/session-store.ts'
import { useAnswer } from '../api/use-answer.ts'
import { useAddress } from '../shell/location.ts'
import { QueryState } from '../shell/query-state.tsx'
import { useText } from '../text/text.ts'
import { Tabs } from '../ui/tabs.tsx'
import { AccountsTab } from './settings/accounts-tab.tsx'
import { BusinessTab } from './settings/business-tab.tsx'
import { FeaturesTab } from './settings/features-tab.tsx'
import { MethodsTab } from './settings/methods-tab.tsx'
import { PricesTab } from './settings/prices-tab.tsx'
import { ReceiptTab } from './settings/receipt-tab.tsx'
import { TillsTab } from './settings/tills-tab.tsx'

export type Settings = AnswerOf<'GET /api/settings'>
const start = { hoja: 'negocio' }

/** `/ajustes`: what the business is, its rules, and where and how it is paid. */
export function SettingsPage() {
  const t = useText().settings
  const may = useMay()
  const [place, setPlace] = useAddress(start)
  const settings = useAnswer('GET /api/settings')
  const tabs = [
    { key: 'negocio', name: t.tabs.business, may: undefined },
    { key: 'precios', name: t.tabs.prices, may: undefined },
    { key: 'comprobante', name: t.tabs.receipt, may: undefined },
    { key: 'cajas', name: t.tabs.tills, may: 'tills.see' },
    { key: 'pagos', name: t.tabs.methods, may: 'payments.see' },
    { key: 'cuentas', name: t.tabs.accounts, may: 'bank_accounts.see' },
    { key: 'partes', name: t.tabs.features, may: undefined },
  ].filter((tab) => may(tab.may))
  return (
    <QueryState query={settings} what={t.the_settings}>
      {(data) => (
        <div className="stack">
          <Tabs label={t.sections} items={tabs} active={place.hoja} onPick={(hoja) => setPlace({ hoja })} />
          {!may('settings.change') && <p className="second">{t.read_only}</p>}
          <OpenTab tab={place.hoja} settings={data} />
        </div>
      )}
    </QueryState>
  )
}

function OpenTab({ tab, settings }: { tab: string; settings: Settings }) {
  // A version that somebody else saved starts the form anew.
  const key = settings.version
  if (tab === 'precios') return <PricesTab key={key} settings={settings} />
  if (tab === 'comprobante') return <ReceiptTab key={key} settings={settings} />
  if (tab === 'cajas') return <TillsTab />
  if (tab === 'pagos') return <MethodsTab />
  if (tab === 'cuentas') return <AccountsTab />
  if (tab === 'partes') return <FeaturesTab />
  return <BusinessTab key={key} settings={settings} />
}
