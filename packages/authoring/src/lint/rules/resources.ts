import { everyType } from '@regraft/core'
import type { Found, Lint } from '../module.ts'

const root = 'data.regraft.resources'

/** Loops over the other resources: a rule is asked about each, so one loop is a square, and one in another a cube. */
export const scans: Lint = ({ facts }) =>
  facts.scans.flatMap(({ over, depth, at }): Found[] => {
    if (over === 'walk' || over === 'types')
      return [
        {
          lint: 'scan-of-everything',
          at,
          message: `this goes through ${over === 'walk' ? 'all there is in every resource' : 'the resources of every type'}, once for each resource`,
          hint: `Name the type: \`some other in ${root}.aws_s3_bucket_policy\`.`,
        },
      ]
    if (depth === 0) return []
    return [
      {
        lint: 'nested-scan',
        at,
        message: 'this loop over resources stands in another, and both are run for each resource',
        hint: 'Collect one side into an object by what they share, and look it up; `terraform.companions` of data.regraft.terraform does.',
      },
    ]
  })

/** Types that are read but not asked for: they are never there. */
export const uses: Lint = ({ facts, policy }) => {
  if (policy === undefined || policy.uses.includes(everyType)) return []
  const read = facts.names
    .filter((name) => name.startsWith(`${root}.`))
    .map((name) => name.slice(root.length + 1).split('.', 1)[0])
  const missing = new Set(read.filter((type) => type !== undefined && !policy.uses.includes(type)))
  return [...missing].map((type) => ({
    lint: 'uses-missing',
    at: undefined,
    message: `${root}.${type} is read, but the metadata does not ask for it, so it is never there`,
    hint: `Add it under \`custom\`: \`uses: [${[...policy.uses, type].join(', ')}]\`.`,
  }))
}
