import type { Path } from '@regraft/model'
import type { NewExpression, TypescriptDocument } from '@regraft/syntax/typescript'
import { typeOf } from '../kubernetes/identity.ts'
import { packageName } from './classes.ts'
import { type Kind, kindOf } from './kinds.ts'
import { terraformType } from './names.ts'
import type { Program } from './program.ts'

/** A new expression of a class that makes a resource. */
export interface Maker {
  readonly file: string
  readonly node: NewExpression
  /** Terraform's, or the kind. */
  readonly type: string
  /** Set for Kubernetes. */
  readonly kind?: Kind
}

/** The new expressions of a file that make resources, in the order of their text. */
export function makersIn(program: Program, file: string, document: TypescriptDocument): readonly Maker[] {
  return document.news.flatMap((node): Maker[] => {
    const name = node.callee && packageName(document, node.callee)
    if (!name) return []
    if (name.package === 'aws') {
      const [module = '', own = '', ...more] = name.steps
      const type = more.length === 0 ? terraformType(module, own) : undefined
      return type === undefined ? [] : [{ file, node, type }]
    }
    const kind =
      name.steps.join('.') === 'apiextensions.CustomResource'
        ? customKind(program, file, node)
        : kindOf(name.steps)
    return kind === undefined ? [] : [{ file, node, type: typeOf(kind.apiVersion, kind.kind), kind }]
  })
}

/** What a custom resource's arguments say it is. */
function customKind(program: Program, file: string, node: NewExpression): Kind | undefined {
  const apiVersion = constantAt(program, file, [...argumentsOf(node), 'apiVersion'])
  const kind = constantAt(program, file, [...argumentsOf(node), 'kind'])
  return apiVersion === undefined || kind === undefined ? undefined : { apiVersion, kind }
}

/**
 * `aws_s3_bucket.logs`, `default/Deployment/web`: the type and the name that the program gives its resource, of a manifest
 * the namespace and name in it when it has one. A name that is computed stands as it is written.
 */
export function addressOf(program: Program, { file, node, type, kind }: Maker): string {
  const name = textAt(program, file, ['new', node.index, 'arguments', 0]) ?? ''
  if (kind === undefined) return `${type}.${name}`
  const metadata = [...argumentsOf(node), 'metadata']
  const namespace = textAt(program, file, [...metadata, 'namespace'])
  const own = textAt(program, file, [...metadata, 'name']) ?? name
  return [namespace, kind.kind, own].filter((part) => part !== undefined && part !== '').join('/')
}

function argumentsOf(node: NewExpression): Path {
  return ['new', node.index, 'arguments', 1]
}

/** A constant, or the text of the expression at a path; undefined where nothing is. */
function textAt(program: Program, file: string, path: Path): string | undefined {
  const document = program.document(file)
  const value = document?.value(path)
  if (document === undefined || value === undefined || value.kind === 'undefined') return undefined
  const text = document.text.slice(value.range.start, value.range.end).replaceAll('\r\n', '\n')
  return constantAt(program, file, path) ?? text.replace(/^`|`$/g, '').slice(0, 100)
}

function constantAt(program: Program, file: string, path: Path): string | undefined {
  let value = program.document(file)?.value(path)
  if (value?.kind === 'reference') {
    const target = program.resolve(file, value.path)
    value = target?.kind === 'value' ? target.value : undefined
  }
  return value?.kind === 'scalar' && value.value !== null ? String(value.value) : undefined
}
