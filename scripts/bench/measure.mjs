// Times whole processes and pieces of code side by side. Absolute times are one machine's; ratios travel.
import { spawnSync } from 'node:child_process'

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[sorted.length >> 1]
}

/** Milliseconds of one process from start to end. It may end with any of `allowed`. */
export function once([command, ...args], { cwd, env, allowed = [0, 1] } = {}) {
  const started = performance.now()
  const { status, signal, error } = spawnSync(command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: 'ignore',
  })
  const ms = performance.now() - started
  if (error || signal || !allowed.includes(status))
    throw new Error(`${[command, ...args].join(' ')} ended with ${signal ?? status ?? error}`)
  return ms
}

/** Medians of several commands whose runs take turns, so that what slows the machine slows all of them. */
export function inTurns(commands, runs, options = {}) {
  const times = commands.map(() => [])
  for (let i = 0; i < runs + 1; i++) {
    for (const [j, command] of commands.entries()) {
      options.before?.(j)
      const ms = once(command, options)
      // The first round fills the file cache.
      if (i > 0) times[j].push(ms)
    }
  }
  return times.map(median)
}

/** Medians of several functions, taking turns after a warm-up. */
export async function functionsInTurns(functions, runs) {
  const times = functions.map(() => [])
  for (let i = 0; i < runs + 2; i++) {
    for (const [j, work] of functions.entries()) {
      const started = performance.now()
      await work()
      if (i > 1) times[j].push(performance.now() - started)
    }
  }
  return times.map(median)
}
