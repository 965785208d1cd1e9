import { sep } from 'node:path'

export interface Watching {
  close(): Promise<void>
}

/** An editor may write a file in several steps. */
const quietMs = 15
/** Of changes of a file within 50 ms only the first is told by the watcher: a formatter after a save would be missed. */
const againMs = 80

/**
 * Tells of files that may have been saved, made or removed below folders, by absolute path, until it is closed. A file may
 * be told of twice. While `onChange` works further changes are collected. Resolves when it has begun to watch.
 */
export async function watchFolders(
  roots: readonly string[],
  onChange: (paths: readonly string[]) => Promise<void>,
): Promise<Watching> {
  // Loaded on demand: only watching needs it.
  const { watch } = await import('chokidar')
  const watcher = watch([...roots], {
    ignoreInitial: true,
    followSymlinks: false,
    ignored: (path) => roots.some((root) => hidden(path.slice(root.length), path.startsWith(root))),
  })
  let waiting = new Set<string>()
  const timers = new Set<NodeJS.Timeout>()
  let working = false
  const work = async (): Promise<void> => {
    if (working || waiting.size === 0) return
    working = true
    const paths = [...waiting]
    waiting = new Set()
    try {
      await onChange(paths)
    } finally {
      working = false
    }
    await work()
  }
  const tell = (path: string, afterMs: number): void => {
    const timer = setTimeout(() => {
      timers.delete(timer)
      waiting.add(path)
      void work()
    }, afterMs)
    timers.add(timer)
  }
  watcher.on('all', (_, path) => {
    tell(path, quietMs)
    tell(path, againMs)
  })
  await new Promise<void>((resolve) => watcher.once('ready', () => resolve()))
  return {
    close: async () => {
      for (const timer of timers) clearTimeout(timer)
      await watcher.close()
    },
  }
}

function hidden(below: string, inside: boolean): boolean {
  return (
    inside &&
    below.split(sep).some((step) => step === 'node_modules' || (step.length > 1 && step.startsWith('.')))
  )
}
