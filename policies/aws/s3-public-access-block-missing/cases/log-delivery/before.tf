resource "aws_s3_bucket" "logs" {
  bucket = "northwind-logs"
  acl    = "log-delivery-write"

  versioning {
    enabled = true
  }
}
