resource "aws_s3_bucket" "ledger" {
  bucket = "northwind-ledger"

  tags = {
    Team = "finance"
  }
}

resource "aws_s3_bucket_public_access_block" "ledger" {
  bucket                  = aws_s3_bucket.ledger.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

output "ledger" {
  value = aws_s3_bucket.ledger.arn
}
