/** An insecure manifest that heals safely. `name` makes it one of many. */
export function manifest(name: string): string {
  return [
    'apiVersion: v1',
    'kind: Pod',
    'metadata:',
    `  name: ${name} # who`,
    'spec:',
    '  hostPID: true # why?',
    '  containers:',
    '    - name: app',
    '      image: registry.example/app:1.2.3',
    '      securityContext:',
    '        allowPrivilegeEscalation: true',
    '',
  ].join('\n')
}

/** An insecure Terraform file that heals safely. */
export function bucket(name: string): string {
  return [
    `resource "aws_s3_bucket_public_access_block" "${name}" {`,
    `  bucket                  = "${name}" # whose`,
    '  block_public_acls       = false',
    '  block_public_policy     = true',
    '  ignore_public_acls      = false',
    '  restrict_public_buckets = true',
    '}',
    '',
    `resource "aws_kms_key" "${name}" {`,
    '  description         = "for tests"',
    '  enable_key_rotation = false',
    '}',
    '',
  ].join('\n')
}

export const manifestBomb = `apiVersion: v1
kind: ConfigMap
metadata: {name: bomb}
a: &a [x, x, x, x, x, x, x, x, x]
${'bcdefghi'
  .split('')
  .map((letter, i) => `${letter}: &${letter} [${Array(9).fill(`*${'abcdefgh'[i]}`).join(', ')}]`)
  .join('\n')}
`
