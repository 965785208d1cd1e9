resource "aws_ebs_encryption_by_default" "account" {
  enabled = true
}

resource "aws_instance" "db" {
  ami           = "ami-0abcdef1234567890"
  instance_type = "t3.micro"

  ebs_block_device {
    device_name = "/dev/sdf"
    volume_size = 100
  }
}
