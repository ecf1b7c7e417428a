// `npm run build`: what `npm start` builds by itself, for an image or a package.
import { build } from './steps/build.mjs'
import { installPackages } from './steps/install.mjs'
import { assertNode } from './steps/node-version.mjs'
import { giveUp } from './steps/say.mjs'

assertNode()
try {
  await installPackages()
  await build()
} catch (error) {
  giveUp(error)
}
