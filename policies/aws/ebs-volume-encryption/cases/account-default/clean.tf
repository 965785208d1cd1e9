resource "aws_ebs_encryption_by_default" "account" {}

resource "aws_ebs_volume" "data" {
  availability_zone = "eu-central-1a"
  size              = 100
}
