resource "aws_s3_bucket" "ledger" {
  bucket = "northwind-ledger"

  tags = {
    Team = "finance"
  }
}

output "ledger" {
  value = aws_s3_bucket.ledger.arn
}
