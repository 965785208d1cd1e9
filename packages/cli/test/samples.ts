/** One rule heals it safely, one asks for a value, one is unsafe. */
export const mainTf = `resource "aws_s3_bucket_versioning" "ledger" {
  bucket = "ledger"

  versioning_configuration {
    status = "Suspended" # until March
  }
}

resource "aws_security_group" "bastion" {
  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
`

export const healedTf: string = mainTf.replace('"Suspended"', '"Enabled"')

export const podYaml = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: nginx:1.27
      securityContext:
        privileged: true
`

/** The rules the samples are about; others have tests of their own. */
export const rules: readonly string[] = ['--rule', 'aws/s3-versioning,aws/sg-open-ssh,kubernetes/privileged']
