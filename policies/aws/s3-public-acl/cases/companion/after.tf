resource "aws_s3_bucket" "drop" {
  bucket = "northwind-drop"
}

resource "aws_s3_bucket_acl" "drop" {
  bucket = aws_s3_bucket.drop.id
  acl    = "private"
}
