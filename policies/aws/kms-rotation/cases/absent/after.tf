resource "aws_kms_key" "invoices" {
  description             = "Encrypts invoices"
  deletion_window_in_days = 30
  enable_key_rotation     = true
}
