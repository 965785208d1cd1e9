resource "aws_ecr_registry_scanning_configuration" "account" {
  scan_type = "ENHANCED"
}

resource "aws_ecr_repository" "app" {
  name = "shop/app"
}
