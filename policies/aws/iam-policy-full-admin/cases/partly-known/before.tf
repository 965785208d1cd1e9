resource "aws_s3_bucket" "reports" {
  bucket = "northwind-reports"
}

# One statement names a bucket that nobody knows yet; the other is plain.
resource "aws_iam_policy" "operations" {
  name = "operations"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = "s3:GetObject", Resource = "${aws_s3_bucket.reports.arn}/*" },
      { Effect = "Allow", Action = "*", Resource = "*" },
    ]
  })
}
