resource "aws_s3_bucket_acl" "drop" {
  bucket = "northwind-drop"

  access_control_policy {
    grant {
      permission = "READ"

      grantee {
        type = "Group"
        uri  = "http://acs.amazonaws.com/groups/global/AllUsers"
      }
    }

    owner {
      id = data.aws_canonical_user_id.current.id
    }
  }
}
