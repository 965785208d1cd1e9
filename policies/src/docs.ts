import { docsText } from './docs.generated.ts'

/** A file before and after the rule's fix. */
export interface RuleExample {
  /** `main.tf`, `main.yaml` */
  readonly file: string
  readonly before: string
  readonly after: string
}

export interface RuleDoc {
  /** Markdown: why it matters, what the fix does, what it may break. */
  readonly readme: string
  /** One for each format that the rule's cases heal; none where it proposes no fix. */
  readonly examples: readonly RuleExample[]
}

let docs: { readonly [rule: string]: RuleDoc } | undefined

/** What is written about a built-in rule, by its id. */
export function ruleDoc(rule: string): RuleDoc | undefined {
  docs ??= JSON.parse(docsText) as { readonly [rule: string]: RuleDoc } // written by scripts/build.mjs
  return Object.hasOwn(docs, rule) ? docs[rule] : undefined
}
