resource "aws_s3_bucket" "ledger" {
  bucket = "northwind-ledger"

  versioning {
    enabled    = true
    mfa_delete = false
  }
}
