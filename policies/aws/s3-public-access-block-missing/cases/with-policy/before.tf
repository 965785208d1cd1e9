resource "aws_s3_bucket" "downloads" {
  bucket = "northwind-downloads"
}

resource "aws_s3_bucket_policy" "downloads" {
  bucket = aws_s3_bucket.downloads.id
  policy = file("downloads.json")
}
