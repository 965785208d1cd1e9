import { library } from '../../tsup.base.ts'

// Built in: one file starts sooner than the many of `yaml`, whose CommonJS Node would take.
export default library(
  [
    'src/index.ts',
    'src/terraform.ts',
    'src/kubernetes.ts',
    'src/document.ts',
    'src/dockerfile.ts',
    'src/hcl.ts',
    'src/combined.ts',
    'src/cloud.ts',
    'src/claims.ts',
    'src/pulumi.ts',
  ],
  {
    noExternal: ['yaml', 're2js', 'fflate', 'unicode-segmenter', /^@noble\/hashes/],
  },
)
