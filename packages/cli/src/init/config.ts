/** A configuration that changes nothing, and shows what it could hold. */
export const configText = `# yaml-language-server: $schema=./node_modules/regraft/dist/schemas/config.schema.json
# What regraft looks at and how, in this folder. Data only: nothing in it is run.

# The mildest severity that makes the exit code 1: info, low, medium, high, critical, or never.
failOn: low

# Files and folders to leave out, as globs.
exclude: []
#  - vendor/**

# Policies beside the built-in ones: folders of .rego files, OPA bundles, npm packages.
policies: []
#  - policies

# What a rule may do, by id or glob: off, or severity, fix (safe, unsafe, off) and inputs. regraft rules lists them.
rules: {}
#  aws/s3-versioning: { severity: high }
#  kubernetes/host-*: off

# Findings that are known and accepted, each with a reason. In a file, on the line or the line before:
#   # regraft:ignore aws/s3-public-acl until=2030-01-01 -- serves the public website
ignore: []
#  - rule: aws/sg-open-ssh
#    paths: [legacy/**]
#    reason: replaced in spring
#    until: 2030-03-31

# Values of Terraform variables, later files win.
variables: []
#  - env/prod.tfvars

# What regraft baseline accepted. Without this line it is looked for in regraft-baseline.json.
# baseline: regraft-baseline.json
`
