import type { Change, Landing, Loaded, Resource, Unit } from '@regraft/frameworks'
import { terraform } from '@regraft/frameworks'
import type { Json, Path, Refusal, Result } from '@regraft/model'
import { applyEdits } from '@regraft/model'
import type { Document } from '@regraft/syntax'
import { loadLibraries } from '../src/terraform/functions/late.ts'

await loadLibraries('all')

/** A set of files with everything loaded from it. */
export class Project {
  readonly documents: Map<string, Document>
  readonly units: readonly Unit[]

  constructor(files: Readonly<Record<string, string>>) {
    const claimed = Object.entries(files).filter(([path, text]) => terraform.claims({ path, head: text }))
    this.documents = new Map(claimed.map(([path, text]) => [path, terraform.parse(path, text)]))
    const read = (path: string): Document | undefined => this.documents.get(path)
    this.units = terraform.units(
      claimed.map(([path, text]) => ({ path, head: text.slice(0, 4096) })),
      read,
    )
  }

  read = (path: string): Document | undefined => this.documents.get(path)

  document(path: string): Document {
    const document = this.documents.get(path)
    if (document === undefined) throw new Error(`no document ${path}`)
    return document
  }

  load(id = '.'): Loaded {
    const unit = this.units.find((other) => other.id === id)
    if (unit === undefined) throw new Error(`no unit ${id}`)
    return terraform.load(unit, this.read)
  }

  text(path = 'main.tf'): string {
    return this.documents.get(path)?.text ?? ''
  }
}

export function load(text: string | Readonly<Record<string, string>>, id = '.'): Loaded {
  return new Project(typeof text === 'string' ? { 'main.tf': text } : text).load(id)
}

export function resourceIn(loaded: Loaded, address?: string): Resource {
  const found = loaded.resources.find((resource) => address === undefined || resource.address === address)
  if (found === undefined) throw new Error(`no resource ${address}`)
  return found
}

/** The input of the first, or the named, resource. */
export function inputOf(text: string | Readonly<Record<string, string>>, address?: string): unknown {
  return resourceIn(load(text), address).input
}

/** Lands a change and applies its operations one after the other to the project's documents. */
export function applyTo(
  project: Project,
  change: Change,
  address?: string,
  id = '.',
): Result<Landing, Refusal> {
  const loaded = project.load(id)
  const landing = terraform.land(change, resourceIn(loaded, address), loaded, project.read)
  if (!landing.ok) return landing
  for (const { file, op } of landing.value.ops) {
    const document = project.documents.get(file)
    if (document === undefined) throw new Error(`${file} is not there`)
    const edits = document.edits(op)
    if (!edits.ok) return edits
    project.documents.set(file, terraform.parse(file, applyEdits(document.text, edits.value)))
  }
  return landing
}

export interface Outcome {
  readonly text?: string
  readonly refused?: string
  readonly level?: string | undefined
}

/** The first file after a change, or why the change was refused. */
export function land(text: string | Record<string, string>, change: Change, address?: string): Outcome {
  const files = typeof text === 'string' ? { 'main.tf': text } : text
  const project = new Project(files)
  const landed = applyTo(project, change, address)
  if (!landed.ok) return { refused: `${landed.error.code}: ${landed.error.reason}` }
  const [file = ''] = Object.keys(files)
  const { level } = landed.value
  return { text: project.text(file), ...(level === undefined ? {} : { level }) }
}

/** Alignment and blank lines are the syntax's business and tested there. */
export function plain(outcome: Outcome): Outcome {
  if (outcome.text === undefined) return outcome
  return { ...outcome, text: outcome.text.replace(/ +/g, ' ').replace(/\n\s*\n/g, '\n') }
}

export const put = (path: Path, value: Json, as?: 'block' | 'map'): Change => ({
  kind: 'put',
  path,
  value,
  ...(as === undefined ? {} : { as }),
})
