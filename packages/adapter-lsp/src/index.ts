export type { LanguageServerOptions } from './attach.ts'
export { attachLanguageServer } from './attach.ts'
export type { Settings } from './settings.ts'
