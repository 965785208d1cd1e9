resource "aws_s3_bucket" "ledger" {
  bucket = "northwind-ledger"
  region = "eu-north-1"
}

resource "aws_s3_bucket_versioning" "ledger" {
  region = aws_s3_bucket.ledger.region
  bucket = aws_s3_bucket.ledger.id

  versioning_configuration {
    status = "Enabled"
  }
}
