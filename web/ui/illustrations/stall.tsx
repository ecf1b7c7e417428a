import './drawing.css'

/** The stall: lit with "Abierto" to welcome, its shutter half down with "Vuelvo en 5" when something failed. */
export function StallDrawing({ open, sign }: { open: boolean; sign: string }) {
  return (
    <svg className="drawing" viewBox="0 0 250 196" aria-hidden="true">
      <path d="M34 58h182v120H34z" fill={open ? '#f6b93e' : 'var(--green-950)'} />
      {open ? <Shelves /> : <Shutter />}
      <path d="M34 58h182v120H34z" />
      {!open && <path d="M34 120h182" strokeWidth="5" />}
      <path d="M46 178v-30h158v30" fill="var(--green-700)" />
      <path d="M40 148h170" stroke={open ? '#fdf9ee' : 'var(--marigold-500)'} strokeWidth="6" />
      <Awning />
      <path d="M14 178h222M14 183h222" strokeWidth="2" />
      <HangingSign open={open} sign={sign} />
    </svg>
  )
}

function Shelves() {
  return (
    <g stroke="#06201a">
      <path d="M46 108h30M46 132h30M174 108h30M174 132h30" />
      <path
        d="M50 108V96h8v12M63 108V92h9v16M178 108V94h8v14M190 108V97h10v11M50 132v-10h9v10M64 132v-13h8v13M177 132v-12h9v12M190 132v-9h10v9"
        fill="#fdf9ee"
        strokeWidth="1.75"
      />
    </g>
  )
}

function Shutter() {
  return (
    <>
      <path d="M34 58h182v62H34z" fill="var(--sunken)" />
      <path d="M34 70h182M34 82h182M34 94h182M34 106h182" stroke="var(--rule-2)" strokeWidth="2" />
    </>
  )
}

function Awning() {
  return (
    <>
      <path
        d="M20 26h210l8 26a13 13 0 0 1-26 4 13 13 0 0 1-29 0 13 13 0 0 1-29 0 13 13 0 0 1-29 0 13 13 0 0 1-29 0 13 13 0 0 1-29 0 13 13 0 0 1-29 0 13 13 0 0 1-26-4z"
        fill="#f6f1e2"
      />
      <path
        d="M46 26l-9 30a13 13 0 0 0 29 2l6-32zM98 26l-3 32a13 13 0 0 0 29 0V26zM152 26l1 32a13 13 0 0 0 29 0l-6-32zM204 26l8 30a13 13 0 0 0 26-4l-8-26z"
        fill="var(--awning, var(--plate))"
      />
    </>
  )
}

function HangingSign({ open, sign }: { open: boolean; sign: string }) {
  const width = Math.max(82, sign.length * 9.5 + 18)
  return (
    <g transform={open ? 'translate(0 -8) rotate(-4 125 112)' : 'rotate(-5 125 112)'}>
      <path d="M102 97l23-24 23 24" stroke={open ? '#06201a' : 'currentColor'} strokeWidth="1.75" />
      <rect
        x={125 - width / 2}
        y="96"
        width={width}
        height="34"
        rx="5"
        fill={open ? '#fdf9ee' : '#f6b93e'}
        stroke={open ? '#06201a' : 'currentColor'}
      />
      <text
        x="125"
        y="118"
        textAnchor="middle"
        className="drawing-sign"
        fill={open ? '#0e4136' : '#1d1604'}
        stroke="none"
      >
        {sign}
      </text>
    </g>
  )
}
