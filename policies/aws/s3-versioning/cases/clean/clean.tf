resource "aws_s3_bucket" "ledger" {
  bucket = "northwind-ledger"
}

resource "aws_s3_bucket_versioning" "ledger" {
  bucket = aws_s3_bucket.ledger.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket" "inline" {
  bucket = "northwind-inline"

  versioning {
    enabled = true
  }
}

resource "aws_s3_bucket" "locked" {
  bucket              = "northwind-locked"
  object_lock_enabled = true
}
