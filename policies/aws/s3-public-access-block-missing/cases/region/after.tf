resource "aws_s3_bucket" "ledger" {
  bucket = "northwind-ledger"
  region = "eu-north-1"
}

resource "aws_s3_bucket_public_access_block" "ledger" {
  region                  = aws_s3_bucket.ledger.region
  bucket                  = aws_s3_bucket.ledger.id
  block_public_acls       = true
  block_public_policy     = true
  restrict_public_buckets = true
  ignore_public_acls      = true
}
