variable "versioning" {
  type = map(string)
}

resource "aws_s3_bucket" "ledger" {
  bucket = "northwind-ledger"

  dynamic "versioning" {
    for_each = length(keys(var.versioning)) == 0 ? [] : [var.versioning]

    content {
      enabled = try(versioning.value.enabled, null)
    }
  }
}
