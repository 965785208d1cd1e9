resource "aws_s3_bucket" "press" {
  bucket = "northwind-press"
}

resource "aws_s3_bucket_ownership_controls" "press" {
  bucket = aws_s3_bucket.press.id

  rule {
    object_ownership = "BucketOwnerPreferred"
  }
}

resource "aws_s3_bucket_public_access_block" "press" {
  bucket = aws_s3_bucket.press.id

  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
  block_public_acls       = true
}
