import { ChartLine, CircleCheck, CloudCheck, CloudOff, Package, Truck } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../ui/button.tsx'
import { Chip } from '../ui/chip.tsx'
import { PaletteSheet } from '../ui/command-palette.tsx'
import { MoneyField, RutField } from '../ui/figure-fields.tsx'
import { Icon } from '../ui/icon.tsx'
import { Logo, Wordmark } from '../ui/logo.tsx'
import { Money } from '../ui/money.tsx'
import { PinField } from '../ui/pin-field.tsx'
import '../ui/dialog.css'
import '../ui/toast.css'
import { sample } from './sample.ts'

const nothing = () => {}

export function FirstParts() {
  return (
    <>
      <div className="row wrap">
        <Logo size={48} />
        <Wordmark className="parts-name" />
      </div>
      <Buttons />
      <div className="row wrap">
        <Chip tone="ok" icon={CloudCheck}>
          {sample.chips.saved}
        </Chip>
        <Chip tone="warn" icon={CloudOff}>
          {sample.chips.pending}
        </Chip>
        <Chip tone="bad">{sample.chips.refused}</Chip>
        <Chip tone="info">{sample.chips.coming}</Chip>
      </div>
      <Fields />
      <Palette />
      <Question />
      <div className="toast on-plate">
        <Icon of={CircleCheck} />
        <span className="grow">{sample.toast}</span>
        <Button kind="on-plate" size="s" className="toast-undo" keys="Ctrl+Z">
          {sample.undo}
        </Button>
      </div>
    </>
  )
}

function Buttons() {
  return (
    <div className="row wrap">
      <Button kind="primary" keys="Ctrl+S">
        {sample.save}
      </Button>
      <Button kind="primary" className="parts-focus">
        {sample.focused}
      </Button>
      <Button>{sample.cancel}</Button>
      <Button kind="danger">{sample.void}</Button>
      <span className="grow" />
      <Button kind="pay" keys="Enter">
        {sample.charge}
      </Button>
    </div>
  )
}

function Fields() {
  const [rut, setRut] = useState(sample.wrongRut)
  const [received, setReceived] = useState<number | null>(50_000)
  return (
    <div className="form-grid">
      <RutField label={sample.rut} value={rut} onChange={setRut} />
      <MoneyField label={sample.received} value={received} onChange={setReceived} className="parts-focus-field" />
    </div>
  )
}

function Palette() {
  const [query, setQuery] = useState(sample.query)
  return (
    <PaletteSheet
      still
      query={query}
      onQuery={setQuery}
      onClose={nothing}
      groups={[
        {
          name: 'Productos',
          items: sample.products.map((product) => ({
            id: product.id,
            icon: Package,
            text: product.text,
            note: product.left,
            figure: <Money minor={product.minor} />,
            onPick: nothing,
          })),
        },
        {
          name: 'Acciones',
          items: sample.actions.map((action, index) => ({
            ...action,
            icon: index === 0 ? Truck : ChartLine,
            onPick: nothing,
          })),
        },
      ]}
    />
  )
}

function Question() {
  const [pin, setPin] = useState('47')
  const words = sample.dialog
  return (
    <div className="dialog-sheet">
      <h2 className="sign dialog-title">{words.title}</h2>
      <p className="dialog-text">{words.text}</p>
      <div className="dialog-actions">
        <PinField length={4} label={words.pin} value={pin} onChange={setPin} />
        <span className="grow" />
        <Button>{words.back}</Button>
        <Button kind="primary" keys="Enter">
          {words.allow}
        </Button>
      </div>
    </div>
  )
}
