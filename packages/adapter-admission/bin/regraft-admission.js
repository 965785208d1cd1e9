#!/usr/bin/env node
// Plain syntax: an old Node must get as far as the message below.
import process from 'node:process'

const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(
    `regraft-admission needs Node 20.19 or newer; this is Node ${process.versions.node}.\n`,
  )
  process.exitCode = 2
} else {
  import('../dist/bin.js').catch((error) => {
    const unbuilt = error.code === 'ERR_MODULE_NOT_FOUND' && error.message.includes('dist')
    process.stderr.write(
      unbuilt
        ? 'regraft-admission is not built yet. In a clone, run: node scripts/build.mjs --fast\n'
        : `regraft-admission could not start: ${error.message}\n`,
    )
    process.exitCode = unbuilt ? 2 : 3
  })
}
