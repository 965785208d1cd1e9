import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { isList, isObject, type Json, RegraftError } from '@regraft/model'
import type { Config } from './config.ts'

/** Fingerprints of the findings in the report that the configuration names as baseline. */
export async function baselineOf({ baseline, folder }: Config): Promise<readonly string[]> {
  if (baseline === undefined) return []
  const wrong = (why: string, cause?: unknown): RegraftError =>
    new RegraftError('BASELINE_INVALID', `the baseline ${baseline} ${why}`, {
      hint: `Make one with: regraft check --format json --output ${baseline}`,
      cause,
    })
  let data: Json
  try {
    data = JSON.parse(await readFile(resolve(folder, baseline), 'utf8')) as Json
  } catch (error) {
    throw wrong(error instanceof SyntaxError ? 'is not JSON' : 'cannot be read', error)
  }
  const findings = isObject(data) ? data['findings'] : undefined
  if (!isList(findings)) throw wrong('is not a regraft report')
  return findings.map((finding) => {
    const id = isObject(finding) ? finding['id'] : undefined
    if (typeof id !== 'string') throw wrong('holds a finding without an id')
    return id
  })
}
