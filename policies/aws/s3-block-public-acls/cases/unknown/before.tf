variable "open" {
  type = bool
}

resource "aws_s3_bucket_public_access_block" "shared" {
  bucket                  = "northwind-shared"
  block_public_acls       = var.open
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}
