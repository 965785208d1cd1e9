resource "aws_kms_key" "invoices" {
  description         = "Encrypts invoices"
  enable_key_rotation = false
  key_usage           = "ENCRYPT_DECRYPT"
}
