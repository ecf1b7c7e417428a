import { ArrowLeftRight, ScanBarcode, Tag } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../ui/button.tsx'
import { State } from '../ui/chip.tsx'
import { Checkbox, Segmented, Select, Switch } from '../ui/choice-fields.tsx'
import { Combobox } from '../ui/combobox.tsx'
import { ClosedTillDrawing } from '../ui/illustrations/closed-till.tsx'
import { StallDrawing } from '../ui/illustrations/stall.tsx'
import { KeyStrip } from '../ui/key-cap.tsx'
import { LevelBar } from '../ui/level-bar.tsx'
import { LineChart } from '../ui/line-chart.tsx'
import { BulkBar, FilterBox, ListBar, SavedViewTabs, SearchField } from '../ui/list-tools.tsx'
import { Money } from '../ui/money.tsx'
import { PlateTotal } from '../ui/plate.tsx'
import '../ui/section.css'
import { QuantityStepper } from '../ui/quantity-stepper.tsx'
import { ReceiptLines, ReceiptPaper } from '../ui/receipt-paper.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { Sparkline } from '../ui/sparkline.tsx'
import { EmptyState, ErrorState, NothingFound } from '../ui/states.tsx'
import { StepChart } from '../ui/step-chart.tsx'
import { Steps } from '../ui/steps.tsx'
import { SyncChip } from '../ui/sync-chip.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { Tabs } from '../ui/tabs.tsx'
import { useFormat } from '../ui/use-format.ts'
import { sample } from './sample.ts'

const nothing = () => {}
const dayMs = 86_400_000
const firstDay = Date.UTC(2026, 9, 25, 15)
const dayAt = (index: number) => new Date(firstDay + index * dayMs).toISOString()
type Row = (typeof sample.rows)[number]

export function MoreParts({ name }: { name: string }) {
  return (
    <>
      <PlateTotal name={sample.total} note={sample.units} minor={140_620} />
      <Tabs label={`${sample.title} ${name}`} items={sample.sections} active="inventory" onPick={nothing} />
      <List name={name} />
      <Choices />
      <Charts />
      <div className="form-grid">
        <Paper />
        <div className="stack">
          <Steps across names={sample.steps} at={1} />
          <SyncChip sync={{ state: 'online' }} />
          <SyncChip sync={{ state: 'offline', pending: 3 }} />
          <Sparkline values={sample.levels} label={sample.balance} />
          <Skeleton rows={3} />
        </div>
      </div>
      <EmptyState
        title={sample.emptyTitle}
        text={sample.emptyText}
        actions={<Button kind="primary">{sample.emptyAction}</Button>}
      />
      <ErrorState
        title={sample.errorTitle}
        text={sample.errorText}
        problem={{ title: sample.errorTitle, request_id: sample.code }}
        onRetry={nothing}
      />
      <NothingFound />
      <EmptyState small drawing={<ClosedTillDrawing />} title={sample.tillClosed} />
      <EmptyState small drawing={<StallDrawing open sign={sample.openSign} />} title={sample.business} />
      <KeyStrip keys={sample.keys} end={sample.keysEnd} name={name} />
    </>
  )
}

const columns: Column<Row>[] = [
  { key: 'code', head: sample.heads.code, sort: 'code', cell: (row) => <span className="code">{row.code}</span> },
  { key: 'name', head: sample.heads.name, sort: 'name', card: 'title', cell: (row) => row.name },
  {
    key: 'available',
    head: sample.heads.available,
    align: 'number',
    card: 'side',
    cell: (row) => <Available row={row} />,
  },
  {
    key: 'level',
    head: sample.heads.level,
    card: 'hidden',
    cell: (row) => <LevelBar value={row.available} minimum={row.minimum} width={64} />,
  },
  {
    key: 'state',
    head: sample.heads.state,
    card: 'plain',
    cell: (row) => <State tone={row.state}>{sample.states[row.state]}</State>,
  },
  { key: 'price', head: sample.heads.price, align: 'number', cell: (row) => <Money minor={row.minor} /> },
]

function Available({ row }: { row: Row }) {
  return <b>{useFormat().quantity(row.available)}</b>
}

function List({ name }: { name: string }) {
  const [view, setView] = useState('oil')
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(['ACE-1040-4', 'ACE-0530-1']))
  const [sort, setSort] = useState('name')
  const [query, setQuery] = useState('')
  return (
    <div>
      <SavedViewTabs views={sample.views} active={view} onPick={setView} onSave={nothing} label={name} />
      <div className="sheet">
        <ListBar>
          <SearchField label={sample.search} value={query} onChange={setQuery} />
          <FilterBox name={sample.filter.store} value={sample.filter.all} onRemove={nothing} />
          <FilterBox name={sample.filter.category} value={sample.filter.four} onRemove={nothing} />
        </ListBar>
        <Table
          caption={sample.title}
          columns={columns}
          rows={sample.rows}
          rowKey={(row) => row.code}
          rowName={(row) => row.name}
          sort={sort}
          onSort={setSort}
          chosen={chosen}
          onChoose={setChosen}
          openKey="ACE-1040-4"
          onOpen={nothing}
          foot={
            <>
              <span className="second grow">{sample.foot}</span>
              <span className="second">{sample.value}</span>
              <b>
                <Money minor={3_612_480} />
              </b>
            </>
          }
        />
      </div>
      {chosen.size > 0 && (
        <BulkBar count={chosen.size} total={13} onAll={nothing} onDrop={() => setChosen(new Set())}>
          <Button kind="on-plate" icon={Tag}>
            {sample.bulk.price}
          </Button>
          <Button kind="on-plate" icon={ArrowLeftRight}>
            {sample.bulk.move}
          </Button>
          <Button kind="on-plate" icon={ScanBarcode}>
            {sample.bulk.labels}
          </Button>
        </BulkBar>
      )}
    </div>
  )
}

function Choices() {
  const [mode, setMode] = useState<'with' | 'without'>('with')
  const [print, setPrint] = useState(true)
  const [promotions, setPromotions] = useState(false)
  const [city, setCity] = useState(sample.cities[0] ?? '')
  const [query, setQuery] = useState('')
  const [quantity, setQuantity] = useState(2)
  return (
    <div className="form-grid">
      <Segmented
        label={sample.prices}
        value={mode}
        onChange={setMode}
        options={[
          { value: 'with', label: sample.withTax },
          { value: 'without', label: sample.withoutTax },
        ]}
      />
      <Select
        label={sample.city}
        value={city}
        onChange={setCity}
        options={sample.cities.map((name) => ({ value: name, label: name }))}
      />
      <Combobox
        label={sample.customer}
        query={query}
        onQuery={setQuery}
        choices={sample.customers}
        last={{ id: 'new', text: sample.create }}
        onPick={(choice) => setQuery(choice.text)}
      />
      <div className="row wrap">
        <QuantityStepper label={sample.quantity} value={quantity} onChange={setQuantity} />
        <Switch label={sample.print} checked={print} onChange={setPrint} />
        <Checkbox label={sample.promotions} checked={promotions} onChange={setPromotions} />
      </div>
    </div>
  )
}

function Charts() {
  const format = useFormat()
  const last = sample.days.length
  return (
    <div className="sheet sheet-pad stack">
      <StepChart
        title={<h2 className="section-title">{sample.kardex}</h2>}
        says={sample.balance}
        minimum={12}
        points={sample.levels.map((value, index) => ({ at: dayAt(index), value }))}
      />
      <LineChart
        title={<h2 className="sign">{sample.sales}</h2>}
        says={sample.salesSays}
        pastName={sample.sales}
        futureName={sample.forecast}
        markWeekday
        write={format.money}
        writeShort={format.moneyShort}
        past={sample.days.map((thousand, index) => ({ at: dayAt(index), value: thousand * 1000 }))}
        future={sample.coming.map((thousand, index) => ({
          at: dayAt(last + index),
          value: thousand * 1000,
          low: thousand * (940 - index * 6),
          high: thousand * (1070 + index * 6),
        }))}
      />
    </div>
  )
}

function Paper() {
  return (
    <ReceiptPaper label={sample.receipt}>
      <div className="receipt-head">
        <b className="sign">{sample.business}</b>
      </div>
      <ReceiptLines
        lines={sample.products.map((product) => ({ left: product.text, right: <Money minor={product.minor} /> }))}
      />
      <ReceiptLines solid lines={[{ left: sample.total, right: <Money minor={21_480} />, strong: true }]} />
    </ReceiptPaper>
  )
}
