export type {
  Attribute,
  AttributeStep,
  Binary,
  BinaryOperator,
  Block,
  Body,
  Call,
  Conditional,
  Expression,
  ExpressionKey,
  ForObject,
  ForTuple,
  Heredoc,
  IndexStep,
  Interpolation,
  Invalid,
  Item,
  Label,
  Literal,
  NameKey,
  Node,
  ObjectExpression,
  ObjectItem,
  ObjectKey,
  Parentheses,
  Sequence,
  SplatStep,
  Step,
  Template,
  TemplateFor,
  TemplateIf,
  TemplatePart,
  TemplateText,
  Traversal,
  Tuple,
  Unary,
  Variable,
} from './hcl/ast.ts'
export { attributeOf, blocksOf } from './hcl/body-index.ts'
export type { HclCode } from './hcl/codes.ts'
export { constantOf, keyOf, traversalOf } from './hcl/constant.ts'
export type { HclRefusalCode } from './hcl/edits/refusals.ts'
export { heredocJson } from './hcl/embedded/embedded.ts'
export type {
  EmbeddedEntry,
  EmbeddedInterpolation,
  EmbeddedJson,
  EmbeddedList,
  EmbeddedObject,
  EmbeddedPart,
  EmbeddedScalar,
  EmbeddedString,
} from './hcl/embedded/tree.ts'
export { HclDocument, hclSyntax } from './hcl/hcl.ts'
export { pathWithin } from './hcl/path-within.ts'
