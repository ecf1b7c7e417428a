import react from '@vitejs/plugin-react'
import { defaultClientConditions, defineConfig } from 'vite'
import { chunkGroups } from './chunks.ts'
import { compressed } from './compressed.ts'

const server = `http://127.0.0.1:${process.env.PORT ?? '3000'}`

export default defineConfig({
  root: import.meta.dirname,
  cacheDir: '../.vitest-cache/vite',
  plugins: [react(), compressed()],
  resolve: { conditions: ['source', ...defaultClientConditions] },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // The test of first-load sizes reads which file needs which.
    manifest: true,
    target: 'es2023',
    // light-dark() must reach the browser as it is: a part may stand in another light than its page.
    cssTarget: ['chrome125', 'edge125', 'firefox128', 'safari18'],
    cssCodeSplit: true,
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
    rolldownOptions: {
      output: { codeSplitting: chunkGroups() },
      // The libraries mark their files for server rendering; in a browser bundle the mark means nothing.
      onwarn: (warning, warn) => (warning.code === 'MODULE_LEVEL_DIRECTIVE' ? undefined : warn(warning)),
    },
  },
  // web/api holds sources of the same beginning: only what is no source is for the server.
  server: { proxy: { '^/api/(?!.+\\.tsx?(\\?|$))': { target: server, ws: true } } },
})
