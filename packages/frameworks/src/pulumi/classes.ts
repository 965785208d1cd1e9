import type { Path } from '@regraft/model'
import type { TypescriptDocument } from '@regraft/syntax/typescript'

/** A name inside one of Pulumi's packages: `['s3', 'Bucket']` of `aws`. */
export interface PackageName {
  readonly package: 'aws' | 'kubernetes'
  readonly steps: readonly string[]
}

/** Names that stand for one another are followed this far. */
const maxHops = 8

/** What a name of a program means in Pulumi's packages, by the file's imports; undefined when it is from elsewhere. */
export function packageName(document: TypescriptDocument, path: Path): PackageName | undefined {
  let names = path.map(String)
  for (let hop = 0; hop < maxHops; hop++) {
    const [first, ...rest] = names
    for (const item of document.imports) {
      const base = item.local === first ? baseOf(item.module) : undefined
      if (base === undefined) continue
      const own = item.name === '*' || item.name === 'default' ? [] : [item.name]
      return { package: base.package, steps: withoutFile([...base.steps, ...own, ...rest]) }
    }
    // `const s3 = aws.s3`
    const value = first === undefined ? undefined : document.variable(first)
    if (value?.constant !== true || value.value.kind !== 'reference') return undefined
    names = [...value.value.path.map(String), ...rest]
  }
  return undefined
}

/** How a program can write a name of a package with the imports it has; undefined when it has none that reaches it. */
export function reach(document: TypescriptDocument, wanted: PackageName): readonly string[] | undefined {
  let best: readonly string[] | undefined
  for (const item of document.imports) {
    const base = baseOf(item.module)
    if (base?.package !== wanted.package) continue
    const own = item.name === '*' || item.name === 'default' ? [] : [item.name]
    const start = withoutFile([...base.steps, ...own])
    if (start.length > wanted.steps.length || start.some((step, i) => step !== wanted.steps[i])) continue
    const path = [item.local, ...wanted.steps.slice(start.length)]
    // The shortest way through the whole package, as most programs write it, else through a part of it.
    if (best === undefined || path.length > best.length) best = path
  }
  return best
}

function baseOf(module: string): PackageName | undefined {
  const match = /^@pulumi\/(aws|kubernetes)(?:\/(.*))?$/.exec(module)
  if (match === null) return undefined
  const steps = (match[2] ?? '').split('/').filter((step) => step !== '' && step !== 'index')
  return { package: match[1] === 'aws' ? 'aws' : 'kubernetes', steps }
}

/** `@pulumi/aws/s3/bucket` holds `Bucket` of `s3`: the file is no step. */
function withoutFile(steps: readonly string[]): readonly string[] {
  return steps.filter((step, i) => {
    const next = steps[i + 1]
    return next === undefined || step === next || step !== next.charAt(0).toLowerCase() + next.slice(1)
  })
}
