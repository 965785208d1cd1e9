resource "aws_kms_key" "rotated" {
  enable_key_rotation = true
}

resource "aws_kms_key" "signing" {
  key_usage                = "SIGN_VERIFY"
  customer_master_key_spec = "ECC_NIST_P256"
}

resource "aws_kms_key" "asymmetric" {
  customer_master_key_spec = "RSA_4096"
}

resource "aws_kms_key" "in_hsm" {
  custom_key_store_id = "cks-0a1b2c3d"
}

resource "aws_kms_key" "retired" {
  is_enabled = false
}
