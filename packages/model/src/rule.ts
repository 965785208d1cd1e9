import type { Level, Severity } from './finding.ts'

/** What a rule's metadata says, read once when its policy is loaded. One rule may have one policy per framework. */
export interface Rule {
  /** `aws/s3-versioning`. */
  readonly id: string
  readonly title: string
  readonly description: string
  readonly severity: Severity
  /** Upper bound of every fix of the rule; absent: the rule proposes none. */
  readonly fix?: Level
  /** Resource types it is asked about. */
  readonly resources: readonly string[]
  /** Resource types it may read through `data.regraft.resources`, sorted. */
  readonly uses: readonly string[]
  readonly aliases: readonly string[]
  readonly controls: { readonly [framework: string]: readonly string[] }
  readonly relatedResources: readonly string[]
  /** Packages that implement it, sorted: `regraft.aws.s3_versioning.terraform`. */
  readonly packages: readonly string[]
}
