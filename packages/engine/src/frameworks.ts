import type { FileHead, Framework } from '@regraft/frameworks'
import {
  documentClaims,
  kubernetesClaims,
  terraformClaims,
  terraformPlanClaims,
} from '@regraft/frameworks/claims'
import type { RunOptions } from './options.ts'

/** A framework that is loaded when a file of it is met. */
export interface FrameworkEntry {
  readonly id: string
  /** Endings of the names of its files; others are not opened for it. */
  readonly endings: readonly string[]
  claims(file: FileHead): boolean
  load(): Promise<Framework>
}

/**
 * Asked in this order: the first that claims a file has it. What a framework needs is loaded with its first file.
 * `documents`: some policy asks about files that mean nothing in particular.
 */
export function frameworkEntries(
  { variables = {} }: Pick<RunOptions, 'variables'>,
  documents = false,
): readonly FrameworkEntry[] {
  const { files = [] } = variables
  return [
    {
      id: 'terraform',
      // A variables file that is named may be called anything.
      endings: ['.tf', '.tofu', '.tf.json', '.tfvars', '.tfvars.json', ...files],
      claims: terraformClaims(variables),
      load: async () => (await import('@regraft/frameworks/terraform')).terraformWith(variables),
    },
    {
      id: 'terraform-plan',
      endings: ['.json'],
      claims: terraformPlanClaims,
      load: async () => (await import('@regraft/frameworks/terraform')).terraformPlan,
    },
    {
      id: 'kubernetes',
      endings: ['.yaml', '.yml', '.json'],
      claims: kubernetesClaims,
      load: async () => (await import('@regraft/frameworks/kubernetes')).kubernetesFramework,
    },
    {
      id: 'pulumi',
      endings: ['.ts'],
      // Cheap, and a superset of what the framework claims once it is loaded.
      claims: ({ path, head }) => !path.endsWith('.d.ts') && head.includes('@pulumi/'),
      load: async () => (await import('@regraft/frameworks/pulumi')).pulumiFramework,
    },
    ...(documents ? [documentEntry] : []),
  ]
}

/** Takes what no other framework claims, so it is only there for policies that ask about documents. */
const documentEntry: FrameworkEntry = {
  id: 'document',
  endings: ['.yaml', '.yml', '.json'],
  claims: documentClaims,
  load: async () => (await import('@regraft/frameworks/document')).documentFramework,
}

/** Ids of the frameworks there are, in the order they are asked. */
export const frameworkIds: readonly string[] = frameworkEntries({}, true).map(({ id }) => id)
