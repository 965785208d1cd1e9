export type { HttpOptions, McpHttpServer } from './http/listen.ts'
export { mcpHttpServer } from './http/listen.ts'
export type { McpOptions } from './server.ts'
export { mcpServers } from './server.ts'
