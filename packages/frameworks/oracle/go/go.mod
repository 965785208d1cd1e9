// The versions that the oracle is built from; build.mjs reads them. They are those of Terraform 1.16.
module regraft.dev/oracle

go 1.25.6

require (
	github.com/hashicorp/hcl/v2 v2.24.0
	github.com/opentofu/opentofu v1.11.4
	github.com/zclconf/go-cty v1.18.1
)
