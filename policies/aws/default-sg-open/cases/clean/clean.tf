resource "aws_default_security_group" "default" {
  vpc_id = "vpc-0a1b2c3d"
}

resource "aws_default_security_group" "other" {
  vpc_id  = "vpc-4e5f6a7b"
  ingress = []
  egress  = []
}
