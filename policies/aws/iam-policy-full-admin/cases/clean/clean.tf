resource "aws_iam_policy" "read" {
  name   = "read"
  policy = <<-JSON
    {
      "Version": "2012-10-17",
      "Statement": [
        { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" },
        { "Effect": "Deny", "Action": "*", "Resource": "*" }
      ]
    }
  JSON
}
