# What the scanner of photos writes to.
resource "aws_ecr_repository" "scanner" {
  name = "photos/scanner"

  image_scanning_configuration {
    scan_on_push = var.scan # slow on the old registry
  }
}

resource "aws_kms_key" "photos" {
  enable_key_rotation = false
}
