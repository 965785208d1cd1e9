import type { Snapshot, UnitFinding } from '@regraft/fixer'
import type { Framework, PlannedOrigin, PlanSource, RootModule } from '@regraft/frameworks'
import type { Finding, Location } from '@regraft/model'
import { isPlanned, keyOf } from './at-source.ts'
import type { Run, Session } from './check.ts'
import { batchOf, findingsOf } from './evaluate.ts'
import { shownAddress } from './fingerprint.ts'
import { locate, locateWritten } from './locate.ts'
import type { RunOptions } from './options.ts'

/** What the configuration has where a plan has a finding, as the plan was made from it. */
export interface PlannedFinding {
  /** Where the value is used, then where it is written. */
  readonly related: readonly Location[]
  /** Why nothing is healed there. */
  readonly reason: string
  /** No fix of what the configuration says by itself would change what the plan says. */
  readonly beyond: boolean
}

interface Root {
  readonly snapshot: Pick<Snapshot, 'framework' | 'unit'>
  readonly module: RootModule
}

/** What is asked of a run. */
interface Asked {
  readonly session: Session
  readonly run: Run
  readonly options: RunOptions
}

type Support = typeof import('@regraft/frameworks/terraform')

/**
 * Notes, while units pass, which root modules and which plans there are. Afterwards it looks at the configuration as a plan
 * was made from it, which changes nothing of what is told of the configuration itself.
 */
export class PlanSources {
  readonly #asked: Asked
  readonly #support: Support
  readonly #roots: Root[] = []
  readonly #plans = new Map<string, PlanSource>()

  private constructor(asked: Asked, support: Support) {
    this.#asked = asked
    this.#support = support
  }

  /** Undefined where a run has no plan, or nothing that one may be made from. */
  static async of(asked: Asked): Promise<PlanSources | undefined> {
    const ids = new Set(asked.run.project.units.map(({ framework }) => framework.id))
    if (!ids.has('terraform') || !ids.has('terraform-plan')) return undefined
    return new PlanSources(asked, await import('@regraft/frameworks/terraform'))
  }

  note(snapshot: Snapshot): void {
    const { framework, unit, loaded } = snapshot
    for (const module of this.#support.rootModules(loaded))
      this.#roots.push({ snapshot: { framework, unit }, module })
    const source =
      framework.id === 'terraform-plan' ? this.#support.planSource(snapshot.document(unit.id)) : undefined
    if (source !== undefined) this.#plans.set(unit.id, source)
  }

  /** What is found again, by the file of the plan and `keyOf`. */
  async planned(findings: readonly Finding[]): Promise<ReadonlyMap<string, PlannedFinding>> {
    const out = new Map<string, PlannedFinding>()
    for (const [file, source] of this.#plans) {
      const [root, other] = this.#roots.filter(({ module }) => this.#support.isMadeOf(source, module))
      const any = findings.some((finding) => isPlanned(finding) && finding.location.file === file)
      if (!any || root === undefined || other !== undefined) continue
      for (const [key, planned] of await this.#foundAgain(root, source)) out.set(`${file} ${key}`, planned)
    }
    return out
  }

  /** What the rules find in the configuration when its root module has the variables of a plan. */
  async #foundAgain(
    { snapshot: { unit }, module: { directory } }: Root,
    source: PlanSource,
  ): Promise<readonly (readonly [string, PlannedFinding])[]> {
    const { session, run, options } = this.#asked
    const planned = { root: directory, values: source.variables }
    const framework: Framework = this.#support.terraformWith({ ...options.variables, planned })
    const { snapshot } = await run.project.open({ framework, unit })
    const evaluation = session.policies.evaluate(batchOf(snapshot.loaded))
    const found = findingsOf(snapshot.loaded, evaluation, {
      policies: session.policies,
      choices: run.choices,
      ignoreOf: () => undefined,
      onDiagnostic: () => undefined,
    })
    return found
      .filter(
        ({ resource, undetermined }) =>
          undetermined === undefined && (resource.unitRoot ?? directory) === directory,
      )
      .map((finding): readonly [string, PlannedFinding] => [
        keyOf(finding.rule, shownAddress(finding.resource), finding.path),
        this.#told(finding, snapshot),
      ])
  }

  #told({ resource, path }: UnitFinding, snapshot: Snapshot): PlannedFinding {
    const use = locate(snapshot, resource, path)
    const written = locateWritten(snapshot, resource, path)
    const related = written === undefined || sameStart(written, use) ? [use] : [use, written]
    const origin = this.#support.plannedOrigin(resource, path)
    return { related, reason: reasonFor(origin, written ?? use), beyond: origin !== undefined }
  }
}

/** Values themselves are not told: a variable may hold a secret. */
function reasonFor(origin: PlannedOrigin | undefined, { file, start }: Location): string {
  const place = `${file}:${start.line}`
  switch (origin?.kind) {
    case 'plan':
      return `the plan was made with var.${origin.variable}, and no file here says what it is there: make the plan again with another value`
    case 'file':
      return `it is written at ${place}, which Terraform reads only when it is named: --var-file ${origin.file} heals it`
    case undefined:
      return `it follows from ${place} with the variables of the plan: give them with --var-file or --var to heal it`
  }
}

function sameStart(a: Location, b: Location): boolean {
  return a.file === b.file && a.start.offset === b.start.offset
}
