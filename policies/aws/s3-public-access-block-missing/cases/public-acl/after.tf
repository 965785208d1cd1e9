resource "aws_s3_bucket" "press" {
  bucket = "northwind-press"
}

resource "aws_s3_bucket_public_access_block" "press" {
  bucket                  = aws_s3_bucket.press.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_acl" "press" {
  bucket = aws_s3_bucket.press.id

  access_control_policy {
    owner {
      id = "0123456789abcdef"
    }
  }
}
