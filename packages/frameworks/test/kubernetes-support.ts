import { applyEdits, type Json, type Path } from '@regraft/model'
import type { Document } from '@regraft/syntax'
import { type Change, kubernetesFramework, type Landing, type Loaded, type Resource } from '../src/index.ts'

/** One manifest file, loaded. */
export interface File {
  readonly text: string
  readonly document: Document
  readonly loaded: Loaded
  /** The resource at an address; the first when none is given. */
  resource(address?: string): Resource
}

export function open(text: string, path = 'app.yaml'): File {
  const document = kubernetesFramework.parse(path, text)
  const [unit] = kubernetesFramework.units([{ path, head: text.slice(0, 4096) }])
  if (unit === undefined) throw new Error('no unit')
  const loaded = kubernetesFramework.load(unit, () => document)
  const resource = (address?: string): Resource => {
    const found = loaded.resources.find((other) => address === undefined || other.address === address)
    if (found === undefined)
      throw new Error(`no ${address} among ${loaded.resources.map((r) => r.address).join()}`)
    return found
  }
  return { text, document, loaded, resource }
}

/** The landing of a change, or the code of the refusal. */
export function landed(file: File, change: Change, address?: string): Landing | string {
  const result = kubernetesFramework.land(change, file.resource(address), file.loaded, () => file.document)
  return result.ok ? result.value : result.error.code
}

/** The text after a change, or the code of the refusal. */
export function changed(text: string, change: Change, address?: string, path?: string): string {
  let file = open(text, path)
  const landing = landed(file, change, address)
  if (typeof landing === 'string') return landing
  let after = text
  for (const { op } of landing.ops) {
    const edits = file.document.edits(op)
    if (!edits.ok) return edits.error.code
    after = applyEdits(after, edits.value)
    file = open(after, path)
  }
  return after
}

export function put(path: Path, value: Json): Change {
  return { kind: 'put', path, value }
}
