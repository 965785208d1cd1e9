export type { TypescriptDocument } from './typescript/document.ts'
export { follow } from './typescript/follow.ts'
export { maxLength, typescriptSyntax } from './typescript/parse.ts'
export { writtenPath } from './typescript/scopes.ts'
export type {
  CallValue,
  ComputedValue,
  ImportedName,
  ListItem,
  ListValue,
  MapEntry,
  MapValue,
  Names,
  NewExpression,
  NewValue,
  OtherEntry,
  PropertyEntry,
  ReferenceValue,
  ScalarValue,
  SpreadEntry,
  UndefinedValue,
  Value,
  Variable,
} from './typescript/values.ts'
