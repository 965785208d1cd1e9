resource "aws_ecr_repository" "app" {
  name = "shop/app"

  image_scanning_configuration {
    scan_on_push = true
  }
}
