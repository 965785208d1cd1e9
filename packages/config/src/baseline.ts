import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { compareText, type Finding, isList, isObject, type Json, RegraftError } from '@regraft/model'
import type { Config } from './config.ts'
import { isInside } from './inside.ts'

/** Where a baseline is looked for when the configuration names none. */
const defaultBaseline = 'regraft-baseline.json'

/** One finding that was accepted. Beside its fingerprint it says what people want to read of it. */
export interface BaselineEntry {
  readonly id: string
  readonly rule: string
  readonly file: string
  readonly resource: string
}

export interface Baseline {
  /** As the configuration names it. */
  readonly name: string
  /** Absolute. */
  readonly path: string
  /** Undefined: there is no such file yet. */
  readonly entries: readonly BaselineEntry[] | undefined
}

/**
 * The baseline of the configuration, else the one by its usual name in the root. It is one that `regraft baseline` wrote,
 * or a whole report. Throws RegraftError `BASELINE_INVALID`, also for a file that is named and not there, unless it
 * `mayBeAbsent`, and for one outside of the root that a configuration names which nobody named.
 */
export async function readBaseline(
  { baseline, folder, named }: Pick<Config, 'baseline' | 'folder' | 'named'>,
  root: string,
  mayBeAbsent = false,
): Promise<Baseline> {
  const name = baseline ?? defaultBaseline
  const path = baseline === undefined ? join(root, defaultBaseline) : resolve(folder, baseline)
  let text: string
  try {
    if (!named && !(await isInside(root, path)))
      throw wrong(name, 'lies outside of what is checked, and the configuration was only found there')
    text = await readFile(path, 'utf8')
  } catch (error) {
    const isAbsent = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    if (isAbsent && (baseline === undefined || mayBeAbsent)) return { name, path, entries: undefined }
    throw error instanceof RegraftError ? error : wrong(name, 'cannot be read', error)
  }
  return { name, path, entries: entriesOf(name, text) }
}

/** The text of a baseline: sorted, one line a finding, so that version control shows what came and went. */
export function baselineText(entries: readonly BaselineEntry[]): string {
  const lines = [...entries]
    .sort(
      (a, b) =>
        compareText(a.file, b.file) ||
        compareText(a.rule, b.rule) ||
        compareText(a.resource, b.resource) ||
        compareText(a.id, b.id),
    )
    .map(({ id, rule, file, resource }) => `    ${JSON.stringify({ id, rule, file, resource })}`)
  return `{\n  "schema": 1,\n  "findings": [${lines.length === 0 ? '' : `\n${lines.join(',\n')}\n  `}]\n}\n`
}

export function baselineEntry({ id, rule, location, resource }: Finding): BaselineEntry {
  return { id, rule, file: location.file, resource: resource.address }
}

function entriesOf(name: string, text: string): readonly BaselineEntry[] {
  let data: Json
  try {
    data = JSON.parse(text) as Json
  } catch (error) {
    throw wrong(name, 'is not JSON', error)
  }
  const findings = isObject(data) ? data['findings'] : undefined
  if (!isList(findings)) throw wrong(name, 'is not a regraft report')
  return findings.map((finding) => {
    const known = isObject(finding) ? finding : {}
    const { id, rule, file, location, resource } = known
    if (typeof id !== 'string') throw wrong(name, 'holds a finding without an id')
    return {
      id,
      rule: textOf(rule),
      file: textOf(file ?? (isObject(location) ? location['file'] : undefined)),
      resource: textOf(isObject(resource) ? resource['address'] : resource),
    }
  })
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : ''
}

function wrong(name: string, why: string, cause?: unknown): RegraftError {
  return new RegraftError('BASELINE_INVALID', `the baseline ${name} ${why}`, {
    hint: 'Make one with: regraft baseline',
    cause,
  })
}
