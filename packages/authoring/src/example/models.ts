import type { Framework, Resource, Surroundings } from '@regraft/frameworks'
import type { Diagnostic } from '@regraft/model'
import { codeFrame, compareText, Lines, RegraftError } from '@regraft/model'
import type { Texts } from '@regraft/testing'

type Document = ReturnType<Framework['parse']>

/** The resources of files as a policy sees them, by framework, then in the order of files and text. */
export async function loadModels(texts: Texts): Promise<readonly Resource[]> {
  const heads = Object.keys(texts)
    .sort(compareText)
    .map((path) => ({ path, head: textOf(texts, path).slice(0, 4096) }))
  const taken = new Set<string>()
  const resources: Resource[] = []
  for (const load of frameworks(heads.map(({ path }) => path))) {
    const framework = await load()
    const own = heads.filter((head) => !taken.has(head.path) && framework.claims(head))
    for (const { path } of own) taken.add(path)
    if (own.length > 0) resources.push(...(await loadUnits(framework, own, texts)))
  }
  return resources
}

/** In the order in which the engine asks who claims a file; none is loaded for names that it cannot claim. */
function frameworks(paths: readonly string[]): readonly (() => Promise<Framework>)[] {
  const some = (ending: RegExp): boolean => paths.some((path) => ending.test(path))
  const terraform = async (): Promise<Framework> => (await import('@regraft/frameworks/terraform')).terraform
  const plan = async (): Promise<Framework> => (await import('@regraft/frameworks/terraform')).terraformPlan
  const kubernetes = async (): Promise<Framework> =>
    (await import('@regraft/frameworks/kubernetes')).kubernetesFramework
  const pulumi = async (): Promise<Framework> => (await import('@regraft/frameworks/pulumi')).pulumiFramework
  return [
    ...(some(/\.(tf|tofu|tf\.json|tfvars|tfvars\.json)$/) ? [terraform] : []),
    ...(some(/\.json$/) ? [plan] : []),
    ...(some(/\.(ya?ml|json)$/) ? [kubernetes] : []),
    ...(some(/\.ts$/) ? [pulumi] : []),
  ]
}

async function loadUnits(
  framework: Framework,
  heads: Parameters<Framework['units']>[0],
  texts: Texts,
): Promise<readonly Resource[]> {
  const documents = new Map<string, Document>()
  const read = (path: string): Document | undefined => {
    const known = documents.get(path)
    if (known !== undefined || texts[path] === undefined) return known
    const document = framework.parse(path, textOf(texts, path))
    refuseErrors(path, document)
    documents.set(path, document)
    return document
  }
  const around = surroundings(texts)
  const resources: Resource[] = []
  for (const unit of framework.units(heads, read)) {
    let loaded = framework.load(unit, read, { around })
    if ((await framework.settle?.()) === true) loaded = framework.load(unit, read, { around })
    refuse(loaded.diagnostics)
    resources.push(...loaded.resources)
  }
  return resources
}

function refuseErrors(file: string, { text, diagnostics }: Document): void {
  const lines = new Lines(text)
  refuse(
    diagnostics.map(({ code, severity, message, range }) => ({
      ...{ code, severity, message, file },
      ...lines.range(range),
      frame: codeFrame(text, range),
    })),
  )
}

/** An example that cannot be read shows nothing. */
function refuse(diagnostics: readonly Diagnostic[]): void {
  const errors = diagnostics.filter(({ severity }) => severity === 'error')
  if (errors.length > 0)
    throw new RegraftError('EXAMPLE_UNREADABLE', 'The example cannot be read', {
      diagnostics: errors,
      hint: 'Mend the files given to --before and --after first.',
    })
}

function surroundings(texts: Texts): Surroundings {
  const encoder = new TextEncoder()
  const bytes = new Map(Object.entries(texts).map(([path, text]) => [path, encoder.encode(text)]))
  return {
    file: (path) => bytes.get(path),
    exists: (path) => bytes.has(path),
    files: (directory, deep) =>
      [...bytes.keys()]
        .filter((path) => directory === '' || path.startsWith(`${directory}/`))
        .map((path) => (directory === '' ? path : path.slice(directory.length + 1)))
        .filter((path) => deep || !path.includes('/'))
        .sort(compareText),
  }
}

function textOf(texts: Texts, path: string): string {
  return texts[path] ?? ''
}
