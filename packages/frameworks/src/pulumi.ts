export { pulumiClaims } from './pulumi/claims.ts'
export { pulumiFramework } from './pulumi/framework.ts'
