resource "aws_security_group_rule" "lab" {
  type              = "ingress"
  from_port         = 0
  to_port           = 65535
  protocol          = "tcp"
  cidr_blocks       = ["10.20.0.0/16"]
  security_group_id = "sg-0a1b2c3d"
}
