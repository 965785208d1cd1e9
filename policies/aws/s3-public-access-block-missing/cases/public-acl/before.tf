resource "aws_s3_bucket" "press" {
  bucket = "northwind-press"
}

resource "aws_s3_bucket_acl" "press" {
  bucket = aws_s3_bucket.press.id

  access_control_policy {
    owner {
      id = "0123456789abcdef"
    }
  }
}
