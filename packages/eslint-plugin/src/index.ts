export { configs, languages, meta, plugin as default, rules } from './plugin.ts'
export type { RuleOptions, Settings } from './protocol.ts'
