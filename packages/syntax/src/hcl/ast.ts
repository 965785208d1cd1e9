/**
 * The syntax tree of one HCL text: what HashiCorp's native syntax says, no more. Every node is a range of UTF-16 code
 * units. Ranges of siblings never overlap and lie within their parent's. `kind` tells nodes apart; the unions
 * (`Item`, `Expression`, `TemplatePart`, `Step`, `ObjectKey`) are closed.
 */
export interface Node {
  readonly start: number
  readonly end: number
}

/** Attributes and blocks in the order of the text. */
export interface Body extends Node {
  readonly kind: 'body'
  readonly items: readonly Item[]
}

export type Item = Attribute | Block

/** `name = value`. Ends where its value ends. */
export interface Attribute extends Node {
  readonly kind: 'attribute'
  readonly name: string
  /** The name is `start` to `nameEnd`. */
  readonly nameEnd: number
  /** Offset of the equals sign. */
  readonly equals: number
  readonly value: Expression
}

/** `type "label" { … }`. Ends after its closing brace. */
export interface Block extends Node {
  readonly kind: 'block'
  readonly type: string
  /** The type is `start` to `typeEnd`, the header `start` to `headerEnd`. */
  readonly typeEnd: number
  readonly labels: readonly Label[]
  /** End of the last label, or of the type when there is none. */
  readonly headerEnd: number
  /** Offset of `{`. */
  readonly open: number
  /** Offset of `}`; where the text stopped when there is none. */
  readonly close: number
  /** Between the braces. */
  readonly body: Body
}

/** A block label; its range includes the quotes. */
export interface Label extends Node {
  readonly kind: 'label'
  readonly value: string
  readonly quoted: boolean
}

export type Expression =
  | Literal
  | Template
  | Heredoc
  | Tuple
  | ObjectExpression
  | ForTuple
  | ForObject
  | Conditional
  | Binary
  | Unary
  | Call
  | Variable
  | Traversal
  | Parentheses
  | Invalid

/** A number, `true`, `false` or `null`. A number past a double's precision has the nearest value; the text has it all. */
export interface Literal extends Node {
  readonly kind: 'literal'
  readonly value: number | boolean | null
}

/**
 * A quoted string. No part: the empty string. One text: a plain string. A lone interpolation passes its value on
 * without making a string of it; in every other case parts become one string.
 */
export interface Template extends Node {
  readonly kind: 'template'
  readonly parts: readonly TemplatePart[]
}

/** `<<MARKER` or `<<-MARKER` up to the end of the closing marker, without the line break after it. */
export interface Heredoc extends Node {
  readonly kind: 'heredoc'
  readonly marker: string
  /** `<<-`: common leading space is already taken off the texts. */
  readonly flush: boolean
  readonly parts: readonly TemplatePart[]
}

export type TemplatePart = TemplateText | Interpolation | TemplateIf | TemplateFor

/** Literal text, as it is evaluated: escapes, strip markers and heredoc indentation are applied. May be empty. */
export interface TemplateText extends Node {
  readonly kind: 'text'
  readonly value: string
}

/** Strip markers of a sequence: `${~` eats the space before it, `~}` the space after it. */
export interface Sequence extends Node {
  readonly stripBefore: boolean
  readonly stripAfter: boolean
}

/** `${ expression }`. */
export interface Interpolation extends Sequence {
  readonly kind: 'interpolation'
  readonly expression: Expression
}

/** `%{ if c }…%{ else }…%{ endif }`. */
export interface TemplateIf extends Node {
  readonly kind: 'if'
  readonly condition: Expression
  readonly consequent: readonly TemplatePart[]
  readonly alternate: readonly TemplatePart[]
  readonly opening: Sequence
  readonly middle: Sequence | undefined
  readonly closing: Sequence
}

/** `%{ for k, v in c }…%{ endfor }`. */
export interface TemplateFor extends Node {
  readonly kind: 'for'
  readonly keyName: string | undefined
  readonly valueName: string
  readonly collection: Expression
  readonly parts: readonly TemplatePart[]
  readonly opening: Sequence
  readonly closing: Sequence
}

/** `[a, b]`. */
export interface Tuple extends Node {
  readonly kind: 'tuple'
  readonly items: readonly Expression[]
}

/** `{ a = 1 }`. Of two items with one key the last counts. */
export interface ObjectExpression extends Node {
  readonly kind: 'object'
  readonly items: readonly ObjectItem[]
}

/** `key = value`. Ends where its value ends, before a comma. */
export interface ObjectItem extends Node {
  readonly kind: 'item'
  readonly key: ObjectKey
  readonly separator: '=' | ':'
  /** Offset of the separator. */
  readonly separatorAt: number
  readonly value: Expression
}

export type ObjectKey = NameKey | ExpressionKey

/** A bare word: the key is its text, not a variable of that name. */
export interface NameKey extends Node {
  readonly kind: 'name'
  readonly name: string
}

/** Anything else: a string, a number, a template, an expression in parentheses. */
export interface ExpressionKey extends Node {
  readonly kind: 'expression'
  readonly expression: Expression
}

/** `[for k, v in collection : result if condition]`. */
export interface ForTuple extends Node {
  readonly kind: 'for-tuple'
  readonly keyName: string | undefined
  readonly valueName: string
  readonly collection: Expression
  readonly result: Expression
  readonly condition: Expression | undefined
}

/** `{for k, v in collection : key => result... if condition}`. */
export interface ForObject extends Node {
  readonly kind: 'for-object'
  readonly keyName: string | undefined
  readonly valueName: string
  readonly collection: Expression
  readonly key: Expression
  readonly result: Expression
  /** `...`: values of one key are gathered in a list. */
  readonly group: boolean
  readonly condition: Expression | undefined
}

/** `condition ? consequent : alternate`. */
export interface Conditional extends Node {
  readonly kind: 'conditional'
  readonly condition: Expression
  readonly consequent: Expression
  readonly alternate: Expression
}

export type BinaryOperator = '||' | '&&' | '==' | '!=' | '>' | '>=' | '<' | '<=' | '+' | '-' | '*' | '/' | '%'

export interface Binary extends Node {
  readonly kind: 'binary'
  readonly operator: BinaryOperator
  readonly left: Expression
  readonly right: Expression
}

export interface Unary extends Node {
  readonly kind: 'unary'
  readonly operator: '-' | '!'
  readonly operand: Expression
}

/** `name(arguments)`; a namespaced name is written as it stands (`provider::aws::arn_parse`). */
export interface Call extends Node {
  readonly kind: 'call'
  readonly name: string
  readonly nameEnd: number
  readonly arguments: readonly Expression[]
  /** `...` after the last argument: it is a list of the remaining ones. */
  readonly expand: boolean
}

/** A bare root name: `var`, `aws_s3_bucket`, `each`. */
export interface Variable extends Node {
  readonly kind: 'variable'
  readonly name: string
}

/** Steps into a value: `aws_s3_bucket.logs.id`, `f(x)[0].y`. At least one step. */
export interface Traversal extends Node {
  readonly kind: 'traversal'
  readonly source: Expression
  readonly steps: readonly Step[]
}

export type Step = AttributeStep | IndexStep | SplatStep

/** `.name`. */
export interface AttributeStep extends Node {
  readonly kind: 'attribute'
  readonly name: string
}

/** `[key]`, or the old form `.0` (`legacy`), whose key is a number. */
export interface IndexStep extends Node {
  readonly kind: 'index'
  readonly key: Expression
  readonly legacy: boolean
}

/**
 * `[*]` (`full`) takes every step after it into `steps`, applied to each element; `.*` only the attribute and legacy
 * index steps that follow at once, so `a.*.b[0]` is the first of the list `a.*.b`.
 */
export interface SplatStep extends Node {
  readonly kind: 'splat'
  readonly full: boolean
  readonly steps: readonly Step[]
}

export interface Parentheses extends Node {
  readonly kind: 'parentheses'
  readonly expression: Expression
}

/** Stands where the text says no expression; a diagnostic says why. */
export interface Invalid extends Node {
  readonly kind: 'invalid'
}
