resource "aws_s3_bucket" "ledger" {
  bucket = "northwind-ledger"
  acl    = "private"
}

resource "aws_s3_bucket_acl" "logs" {
  bucket = "northwind-logs"
  acl    = "log-delivery-write"
}
