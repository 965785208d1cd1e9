resource "aws_s3_bucket" "ledger" {
  bucket = "northwind-ledger"

  versioning {
    enabled    = false
    mfa_delete = false
  }
}
