import { type ComponentProps, type ReactNode, useRef } from 'react'
import { cx } from './class-names.ts'
import { useHotkey } from './hotkey.ts'
import { Icon, type IconKind } from './icon.tsx'
import { KeyCap } from './key-cap.tsx'
import './button.css'

/** One primary an area; pay only where money changes hands; danger is filled only inside its own confirmation. */
export type ButtonKind = 'primary' | 'secondary' | 'quiet' | 'danger' | 'danger-solid' | 'pay' | 'on-plate'
export type ButtonSize = 's' | 'm' | 'l' | 'xl'

type Looks = { kind?: ButtonKind; size?: ButtonSize; wide?: boolean; square?: boolean }

/** The look of a button for something that is a link. */
export const buttonClass = ({ kind = 'secondary', size = 'm', wide, square }: Looks = {}): string =>
  cx('button', kind, `size-${size}`, wide && 'wide', square && 'square')

export type ButtonProps = Looks & {
  children: ReactNode
  icon?: IconKind
  /** Drawn as a cap; the browser or the page itself answers to it. */
  keys?: string
  /** Drawn as a cap, and this button answers to it. */
  hotkey?: string
  busy?: boolean
  pressed?: boolean
} & Omit<ComponentProps<'button'>, 'children'>

export function Button({
  kind,
  size,
  wide,
  square,
  icon,
  keys,
  hotkey,
  busy,
  pressed,
  children,
  ...rest
}: ButtonProps) {
  const self = useRef<HTMLButtonElement>(null)
  useHotkey(
    hotkey,
    () => self.current?.click(),
    () => self.current,
  )
  const cap = hotkey ?? keys
  return (
    <button
      type="button"
      {...rest}
      ref={self}
      className={cx(buttonClass(shape({ kind, size, wide, square })), rest.className)}
      aria-busy={busy || undefined}
      aria-pressed={pressed}
      aria-keyshortcuts={hotkey?.replace('Ctrl', 'Control')}
      disabled={rest.disabled || busy}
    >
      {icon && <Icon of={icon} size={size === 's' ? 's' : 'm'} />}
      <span className="button-label">{children}</span>
      {cap && <KeyCap keys={cap} />}
    </button>
  )
}

type IconButtonProps = Omit<ButtonProps, 'children' | 'icon'> & { icon: IconKind; label: string }

/** Only for close, more, columns, export and the bell; everything else says its word. */
export function IconButton({
  icon,
  label,
  kind = 'quiet',
  size,
  busy,
  pressed,
  hotkey,
  keys: _keys,
  wide: _wide,
  square: _square,
  ...rest
}: IconButtonProps) {
  const self = useRef<HTMLButtonElement>(null)
  useHotkey(
    hotkey,
    () => self.current?.click(),
    () => self.current,
  )
  return (
    <button
      type="button"
      {...rest}
      ref={self}
      className={cx(buttonClass(shape({ kind, size, square: true, wide: undefined })), rest.className)}
      aria-label={label}
      title={label}
      aria-busy={busy || undefined}
      aria-pressed={pressed}
      disabled={rest.disabled || busy}
    >
      <Icon of={icon} />
    </button>
  )
}

type Loose<Shape> = { [Key in keyof Shape]: Shape[Key] | undefined }
const shape = ({ kind, size, wide, square }: Loose<Required<Looks>>): Looks => ({
  ...(kind && { kind }),
  ...(size && { size }),
  ...(wide && { wide }),
  ...(square && { square }),
})
