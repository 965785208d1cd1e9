resource "aws_s3_bucket" "old" {
  bucket = "northwind-old"
}

resource "aws_s3_bucket_acl" "old" {
  bucket = aws_s3_bucket.old.id
  acl    = "private"
}

resource "aws_s3_bucket_public_access_block" "old" {
  bucket                  = aws_s3_bucket.old.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}
