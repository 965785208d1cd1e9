import type { FileHead, Framework } from '@regraft/frameworks'
import {
  combinedClaims,
  dockerfileClaims,
  documentClaims,
  hclClaims,
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
  /** Whether it may be one of its files, where endings alone do not tell. */
  named?(path: string): boolean
  /** Shows files in a form of its own, which another framework has as well. */
  readonly view?: true
  claims(file: FileHead): boolean
  load(): Promise<Framework>
}

/**
 * Asked in this order: the first that claims a file has it; views take theirs beside it. What a framework needs is loaded
 * with its first file. Of `optional` frameworks those that some policy asks about.
 */
export function frameworkEntries(
  { variables = {} }: Pick<RunOptions, 'variables'>,
  asked: ReadonlySet<string> = new Set(),
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
    ...optional(variables).filter(({ id }) => asked.has(id)),
  ]
}

/** What nobody needs but policies that ask about it: a file is not opened for anybody else. */
function optional(variables: NonNullable<RunOptions['variables']>): readonly FrameworkEntry[] {
  return [
    {
      id: 'dockerfile',
      endings: [],
      named: (path) => dockerfileClaims({ path }),
      claims: dockerfileClaims,
      load: async () => (await import('@regraft/frameworks/dockerfile')).dockerfileFramework,
    },
    {
      // Takes what no other framework claims.
      id: 'document',
      endings: ['.yaml', '.yml', '.json'],
      claims: documentClaims,
      load: async () => (await import('@regraft/frameworks/document')).documentFramework,
    },
    {
      id: 'hcl',
      endings: ['.tf', '.tofu', '.hcl', '.tfvars'],
      view: true,
      claims: hclClaims,
      load: async () => (await import('@regraft/frameworks/hcl')).hclFramework,
    },
    {
      id: 'cloud',
      endings: ['.tf', '.tofu', '.tf.json', '.tfvars', '.tfvars.json', ...(variables.files ?? [])],
      view: true,
      claims: terraformClaims(variables),
      load: async () => (await import('@regraft/frameworks/cloud')).cloudFramework(variables),
    },
    {
      id: 'combined',
      endings: ['.yaml', '.yml', '.json', '.tf', '.tofu', '.hcl', '.tfvars'],
      named: (path) => combinedClaims({ path }),
      view: true,
      claims: combinedClaims,
      load: async () => (await import('@regraft/frameworks/combined')).combinedFramework,
    },
  ]
}

/** Ids of the frameworks there are, in the order they are asked. */
export const frameworkIds: readonly string[] = [...frameworkEntries({}), ...optional({})].map(({ id }) => id)
