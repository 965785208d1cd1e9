resource "aws_iam_policy" "ops" {
  name   = "ops"
  policy = <<-JSON
    {
      "Version": "2012-10-17",
      "Statement": [
        { "Effect": "Allow", "Action": ["ec2:Describe*"], "Resource": "*" },
        { "Effect": "Allow", "Action": ["*"], "Resource": ["*"] }
      ]
    }
  JSON
}
