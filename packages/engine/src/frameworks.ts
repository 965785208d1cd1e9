import type { FileHead, Framework } from '@regraft/frameworks'
import { kubernetesFramework, terraformPlan, terraformWith } from '@regraft/frameworks'
import type { RunOptions } from './options.ts'

/** A framework that is loaded when a file of it is met. */
export interface FrameworkEntry {
  readonly id: string
  /** Endings of the names of its files; others are not opened for it. */
  readonly endings: readonly string[]
  claims(file: FileHead): boolean
  load(): Promise<Framework>
}

/** Asked in this order: the first that claims a file has it. */
export function frameworkEntries({
  variables = {},
}: Pick<RunOptions, 'variables'>): readonly FrameworkEntry[] {
  const { files = [] } = variables
  return [
    // A variables file that is named may be called anything.
    entry(terraformWith(variables), ['.tf', '.tofu', '.tf.json', '.tfvars', '.tfvars.json', ...files]),
    entry(terraformPlan, ['.json']),
    entry(kubernetesFramework, ['.yaml', '.yml', '.json']),
    {
      id: 'pulumi',
      endings: ['.ts'],
      // Cheap, and a superset of what the framework claims once it is loaded.
      claims: ({ path, head }) => !path.endsWith('.d.ts') && head.includes('@pulumi/'),
      // ts-morph is heavy: it is loaded only where a Pulumi program is met.
      load: async () => (await import('@regraft/frameworks/pulumi')).pulumiFramework,
    },
  ]
}

function entry(framework: Framework, endings: readonly string[]): FrameworkEntry {
  return {
    id: framework.id,
    endings,
    claims: (file) => framework.claims(file),
    load: () => Promise.resolve(framework),
  }
}

/** Ids of the frameworks there are, in the order they are asked. */
export const frameworkIds: readonly string[] = frameworkEntries({}).map(({ id }) => id)
