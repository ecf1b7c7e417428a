import './drawing.css'

/** The shift is over: the till with its drawer shut and the day's paper torn off. */
export function ClosedTillDrawing() {
  return (
    <svg className="drawing" viewBox="0 0 250 176" aria-hidden="true">
      <path d="M12 156h226M12 161h226" strokeWidth="2" />
      <path d="M52 116h146v40H52z" fill="var(--plate)" />
      <path d="M60 124h130v24H60z" stroke="var(--plate-edge)" strokeWidth="1.5" />
      <path d="M112 136h26" stroke="var(--marigold-500)" strokeWidth="5" />
      <path d="M66 116l14-52h90l14 52z" fill="var(--sheet)" />
      <path d="M92 76h42v16H88z" fill="var(--sunken)" />
      <g strokeWidth="1.75">
        <path d="M150 78h8M164 78h2M148 88h8M162 88h6M86 102h10M104 102h10M122 102h10M140 102h10M158 102h10" />
      </g>
      <path d="M102 64V22l6 4 6-4 6 4 6-4 6 4 6-4v42z" fill="var(--sheet)" />
      <path d="M110 36h20M110 44h14" stroke="var(--rule-2)" strokeWidth="1.5" />
      <path d="M110 54h20M110 57h20" strokeWidth="1.25" />
    </svg>
  )
}
