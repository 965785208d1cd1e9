resource "aws_s3_bucket" "locked" {
  bucket              = "northwind-locked"
  object_lock_enabled = true
}

resource "aws_s3_bucket" "locked_inline" {
  bucket = "northwind-locked-inline"

  object_lock_configuration {
    object_lock_enabled = "Enabled"
  }
}
