resource "aws_security_group_rule" "ssh" {
  type              = "ingress"
  from_port         = 22
  to_port           = 22
  protocol          = "tcp"
  cidr_blocks       = ["0.0.0.0/1", "128.0.0.0/1"]
  security_group_id = aws_security_group.ops.id
}

resource "aws_vpc_security_group_ingress_rule" "ssh" {
  security_group_id = aws_security_group.ops.id
  cidr_ipv6         = "8000::/1"
  ip_protocol       = "tcp"
  from_port         = 22
  to_port           = 22
}
