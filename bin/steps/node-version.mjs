import { giveUp, problem } from './say.mjs'

const [major, minor] = process.versions.node.split('.').map(Number)
const oldest = [20, 19]

/** Stops with a sentence instead of a syntax error when Node is too old. */
export function assertNode() {
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return
  const have = process.versions.node
  giveUp(
    problem(
      `Mostrador necesita Node ${oldest.join('.')} o posterior y este es ${have}. Instala la versión LTS de https://nodejs.org`,
      `Mostrador needs Node ${oldest.join('.')} or later and this is ${have}. Install the LTS version from https://nodejs.org`,
    ),
  )
}
