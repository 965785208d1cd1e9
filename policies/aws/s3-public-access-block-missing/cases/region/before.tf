resource "aws_s3_bucket" "ledger" {
  bucket = "northwind-ledger"
  region = "eu-north-1"
}
