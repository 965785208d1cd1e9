import { library } from '../../tsup.base.ts'

export default library(['src/index.ts'], {
  noExternal: ['@open-policy-agent/opa-wasm', 'yaml'],
  esbuildPlugins: [
    {
      name: 'sdk-without-builtins',
      // Core has its own built-in functions. The SDK's would bring a second `yaml`, read at every start.
      setup(build) {
        build.onResolve({ filter: /^\.\/builtins\/index$/ }, ({ importer }) =>
          importer.includes('opa-wasm') ? { path: 'builtins', namespace: 'none' } : undefined,
        )
        build.onLoad({ filter: /.*/, namespace: 'none' }, () => ({ contents: 'export default {}' }))
      },
    },
  ],
})
