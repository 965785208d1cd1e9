import { existsSync, statSync } from 'node:fs'
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import type { Workspace } from '@regraft/engine'
import { memoryWorkspace, overlayWorkspace } from '@regraft/engine'
import { type DiskOptions, diskWorkspace } from '@regraft/engine/node'
import type { Request } from '../protocol.ts'

/** A file with what lies around it. */
export interface Surrounded {
  readonly workspace: Workspace
  /** Of the file, relative to the workspace's root. */
  readonly path: string
  /** The workspace's root, absolute. */
  readonly root: string
}

/**
 * The file's text over what its framework has to know of the disk: of Kubernetes what says which files are patches, of
 * Terraform the module's folder, of Pulumi the folder of its program. No other file is opened.
 */
export function workspaceOf({ framework, cwd, file, text }: Request): Surrounded {
  const absolute = resolve(cwd, file)
  const root = isInside(cwd, absolute) ? cwd : dirname(absolute)
  const path = relative(root, absolute).split(sep).join('/')
  const folder = dirname(absolute)
  // Text that a processor took out of another file stands in a folder that is none.
  const base = isFolder(folder) ? diskWorkspace(root, around(framework, root, folder)) : memoryWorkspace({})
  return { workspace: overlayWorkspace(base, new Map([[path, text]])), path, root }
}

const kustomizations = ['**/kustomization.yaml', '**/kustomization.yml', '**/Kustomization']

function around(framework: string, root: string, folder: string): DiskOptions {
  if (framework === 'kubernetes') return { paths: [folder], deep: false, include: kustomizations }
  const program = framework === 'pulumi' ? programOf(root, folder) : undefined
  return program === undefined ? { paths: [folder], deep: false } : { paths: [program] }
}

/** The folder of the nearest `Pulumi.yaml`, not above the root. */
function programOf(root: string, folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    if (['Pulumi.yaml', 'Pulumi.yml'].some((name) => existsSync(join(at, name)))) return at
    if (at === root || at === dirname(at)) return undefined
  }
}

function isInside(root: string, file: string): boolean {
  const steps = relative(root, file)
  return steps !== '' && steps !== '..' && !steps.startsWith(`..${sep}`) && !isAbsolute(steps)
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
}
