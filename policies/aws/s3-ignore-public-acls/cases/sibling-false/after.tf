resource "aws_s3_bucket_public_access_block" "uploads" {
  bucket                  = "northwind-uploads"
  block_public_acls       = false
  block_public_policy     = true
  restrict_public_buckets = true
  ignore_public_acls      = true
}
