resource "aws_s3_bucket" "ledger" {
  bucket = "northwind-ledger"

  versioning {
    mfa_delete = false
    enabled    = true
  }
}
