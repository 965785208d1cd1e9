resource "aws_s3_bucket" "ledger" {
  bucket = "northwind-ledger"
}

resource "aws_s3_bucket_public_access_block" "ledger" {
  bucket                  = aws_s3_bucket.ledger.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket" "archive" {
  bucket = "northwind-archive"
}

resource "aws_s3_bucket_public_access_block" "other_name" {
  bucket                  = aws_s3_bucket.archive.bucket
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket" "named" {
  bucket = "northwind-named"
}

resource "aws_s3_bucket_public_access_block" "by_name" {
  bucket                  = "northwind-named"
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}
