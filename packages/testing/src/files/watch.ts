import { sep } from 'node:path'

export interface Watching {
  close(): Promise<void>
}

/** An editor may write a file in several steps. */
const quietMs = 15

/**
 * Tells of files that are saved, made or removed below folders, by absolute path, until it is closed. While `onChange`
 * works further changes are collected. Resolves when it has begun to watch.
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
  let timer: NodeJS.Timeout | undefined
  let working = false
  const work = async (): Promise<void> => {
    if (working || waiting.size === 0) return
    working = true
    const paths = [...waiting]
    waiting = new Set()
    await onChange(paths)
    working = false
    await work()
  }
  watcher.on('all', (_, path) => {
    waiting.add(path)
    clearTimeout(timer)
    timer = setTimeout(() => void work(), quietMs)
  })
  await new Promise<void>((resolve) => watcher.once('ready', () => resolve()))
  return {
    close: async () => {
      clearTimeout(timer)
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
