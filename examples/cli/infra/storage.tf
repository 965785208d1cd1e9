# Invoices: kept for ten years.
resource "aws_s3_bucket_versioning" "invoices" {
  bucket = "invoices"

  versioning_configuration {
    status = "Suspended" # until the import is done
  }
}

resource "aws_kms_key" "invoices" {
  description         = "invoices at rest"
  enable_key_rotation = false
}
