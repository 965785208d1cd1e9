resource "aws_s3_bucket_acl" "logs" {
  bucket = "northwind-logs"

  access_control_policy {
    grant {
      permission = "FULL_CONTROL"

      grantee {
        type = "CanonicalUser"
        id   = data.aws_canonical_user_id.current.id
      }
    }

    grant {
      permission = "WRITE"

      grantee {
        type = "Group"
        uri  = "http://acs.amazonaws.com/groups/s3/LogDelivery"
      }
    }

    owner {
      id = data.aws_canonical_user_id.current.id
    }
  }
}
