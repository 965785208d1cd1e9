# Receipts are kept for ten years; finance asks for them twice a year.
resource "aws_s3_bucket" "receipts" {
  bucket = "${var.prefix}-receipts"

  tags = {
    team       = "payments"
    data_class = "internal" # names and amounts
  }
}

resource "aws_s3_bucket_versioning" "receipts" {
  bucket = aws_s3_bucket.receipts.id

  versioning_configuration {
    status = "Suspended" # switched off during the import in March
  }
}

resource "aws_s3_bucket_public_access_block" "receipts" {
  bucket = aws_s3_bucket.receipts.id

  block_public_acls       = true
  block_public_policy     = false # the old export tool wrote a policy
  ignore_public_acls      = true
  restrict_public_buckets = false
}

# The shop's public pages.
resource "aws_s3_bucket" "site" {
  bucket = "${var.prefix}-site"
}

resource "aws_s3_bucket_acl" "site" {
  bucket = aws_s3_bucket.site.id
  # regraft:ignore aws/s3-public-acl -- everything in this bucket is meant to be read by anyone
  acl = "public-read"
}

/* One key for everything at rest.
   The alias is what applications use. */
resource "aws_kms_key" "main" {
  description             = "data at rest"
  deletion_window_in_days = 30
  enable_key_rotation     = false
}

resource "aws_kms_alias" "main" {
  name          = "alias/${var.prefix}"
  target_key_id = aws_kms_key.main.key_id
}

resource "aws_ecr_repository" "api" {
  name                 = "${var.prefix}/api"
  image_tag_mutability = "IMMUTABLE"

  image_scanning_configuration { scan_on_push = false }
}
