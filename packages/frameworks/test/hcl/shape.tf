locals {
  plain  = "a"
  number = -1.5
  none   = null
  not    = !true
  ref    = var.name
  alone  = "${var.name}"
  mixed  = "a-${var.name}-b"
  call   = max(1, 2)
  list   = ["x", var.y, { k = 1 }]
  nested = { "quoted" = true, (var.key) = 2, plain = "p-${local.ref}", 3 = "three" }
  when   = var.on ? "yes" : "no"
  inside = "${var.on ? "yes" : "no"}!"
  each   = "%{ for k, v in var.m }${k}%{ endfor }"
  escape = "$${a} %%{b} \n"
  text   = <<-EOT
    one ${var.name}
      two
  EOT
}

resource "aws_s3_bucket" "one" {
  bucket = "one"
  versioning { enabled = true }
}

resource "aws_s3_bucket" "two" {
  grant { type = "a" }
  grant { type = "b" }
}

locals {
  again = 1
}

terraform {}
