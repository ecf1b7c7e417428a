import { execFileSync } from 'node:child_process'

/** Browser tests look at what people get: the built app. Built once a run; `WEB_BUILT=1` trusts the last build. */
export function setup(): void {
  if (process.env.WEB_BUILT === '1') return
  execFileSync('npx', ['vite', 'build', 'web', '--logLevel', 'error'], {
    stdio: 'inherit',
    // The test runner says NODE_ENV=test, which would build the libraries for developers, at twice their size.
    env: { ...process.env, NODE_ENV: 'production' },
    shell: process.platform === 'win32',
  })
}
