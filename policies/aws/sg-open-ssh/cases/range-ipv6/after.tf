resource "aws_security_group_rule" "ops" {
  type              = "ingress"
  from_port         = "20"
  to_port           = "25"
  protocol          = "tcp"
  ipv6_cidr_blocks  = ["2001:db8:1::/48"]
  security_group_id = aws_security_group.ops.id
}
