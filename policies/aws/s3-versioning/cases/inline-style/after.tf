resource "aws_s3_bucket" "ledger" {
  bucket = "northwind-ledger"
  acl    = "private"

  tags = {
    Team = "finance"
  }

  versioning {
    enabled = true
  }
}
