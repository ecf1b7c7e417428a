import './drawing.css'

/** Nothing found: the shop's scale with empty pans, in balance. */
export function ScaleDrawing() {
  return (
    <svg className="drawing" viewBox="0 0 250 176" aria-hidden="true">
      <path d="M12 156h226M12 161h226" strokeWidth="2" />
      <path d="M88 156l6-22h62l6 22z" fill="var(--plate)" />
      <path d="M119 134V48h12v86z" fill="var(--sheet)" />
      <path d="M52 46h146" strokeWidth="5" />
      <circle cx="125" cy="46" r="9" fill="var(--marigold-500)" />
      <path d="M125 46V26M119 26h12" />
      <path d="M56 46L30 98M56 46l26 52M194 46l-26 52M194 46l26 52" strokeWidth="1.75" />
      <path d="M22 98h68a34 18 0 0 1-68 0zM160 98h68a34 18 0 0 1-68 0z" fill="var(--sheet)" />
      <path d="M30 104h52M168 104h52" stroke="var(--rule-2)" strokeWidth="1.5" />
      <path d="M106 146h38" stroke="var(--plate-edge)" strokeWidth="1.5" />
    </svg>
  )
}
