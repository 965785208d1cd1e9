resource "aws_s3_bucket" "press" {
  bucket = "northwind-press"
  acl    = "private"
}
