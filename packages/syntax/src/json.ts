export type { JsonDocument } from './json/document.ts'
export { jsonSyntax } from './json/json.ts'
