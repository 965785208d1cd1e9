variable "rotate" {
  type    = bool
  default = true
}

resource "aws_kms_key" "invoices" {
  description         = "Encrypts invoices"
  enable_key_rotation = var.rotate
}
