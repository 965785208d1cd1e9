resource "aws_ebs_volume" "data" {
  availability_zone = "eu-central-1a"
  encrypted         = true
  snapshot_id       = "snap-0a1b2c3d"
}
