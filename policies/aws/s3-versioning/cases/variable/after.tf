variable "status" {
  type    = string
  default = "Enabled"
}

resource "aws_s3_bucket_versioning" "ledger" {
  bucket = "northwind-ledger"

  versioning_configuration {
    status = var.status
  }
}
