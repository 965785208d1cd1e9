// Blocks of a generated Terraform repository. Each takes a name, the stack's variables and whether it is to have a defect,
// and gives the resource blocks it wrote.
/** Blocks that make one resource each. */
export const single = [bucket, securityGroup, instance, key, role, database, lambda, repository, queue]

/** Blocks with `count` or `for_each`. */
export const repeated = [volumes, logGroups, subnets, rules]

function bucket(name, bad) {
  return [
    `resource "aws_s3_bucket" "${name}" {
  bucket        = "\${local.prefix}-${name}-\${var.region}"
  force_destroy = var.environment != "production"
  tags          = merge(local.tags, { Name = "${name}", Data = lookup(var.classes, "${name}", "internal") })
}
`,
    `resource "aws_s3_bucket_public_access_block" "${name}" {
  bucket                  = aws_s3_bucket.${name}.id
  block_public_acls       = true
  block_public_policy     = ${!bad}
  ignore_public_acls      = local.strict
  restrict_public_buckets = local.strict
}
`,
    `resource "aws_s3_bucket_versioning" "${name}" {
  bucket = aws_s3_bucket.${name}.id

  versioning_configuration {
    status = local.strict ? "Enabled" : "Suspended"
  }
}
`,
  ]
}

function securityGroup(name, bad) {
  return [
    `# Ports that ${name} listens on.
resource "aws_security_group" "${name}" {
  name        = join("-", [local.prefix, "${name}"])
  description = "Traffic of ${name}"
  vpc_id      = var.vpc_id

  dynamic "ingress" {
    for_each = local.ports
    content {
      description = "\${ingress.key} from inside"
      from_port   = ingress.value.from
      to_port     = coalesce(ingress.value.to, ingress.value.from)
      protocol    = "tcp"
      cidr_blocks = [for block in var.cidrs : block]
    }
  }

  egress {
    description = "out"
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["10.0.0.0/8"]
  }

  tags = local.tags
}
`,
    `resource "aws_security_group_rule" "${name}" {
  type              = "ingress"
  from_port         = 22
  to_port           = 22
  protocol          = "tcp"
  cidr_blocks       = ${bad ? '["0.0.0.0/0"]' : 'var.cidrs'}
  security_group_id = aws_security_group.${name}.id
}
`,
  ]
}

function rules(name) {
  return [
    `resource "aws_vpc_security_group_ingress_rule" "${name}" {
  count             = length(var.cidrs)
  from_port         = 443
  to_port           = 443
  ip_protocol       = "tcp"
  cidr_ipv4         = var.cidrs[count.index]
  security_group_id = var.groups[0]
}
`,
  ]
}

function instance(name, bad) {
  return [
    `resource "aws_instance" "${name}" {
  ami                    = data.aws_ami.base.id
  instance_type          = var.environment == "production" ? "m5.large" : "t3.small"
  subnet_id              = element(var.subnet_ids, 1)
  vpc_security_group_ids = var.groups
  user_data              = <<-EOT
    #!/bin/sh
    echo "ENVIRONMENT=\${var.environment}" >> /etc/app
    echo "NAME=\${local.prefix}-${name}" >> /etc/app
  EOT

  metadata_options {
    http_endpoint = "enabled"
    http_tokens   = ${bad ? '"optional"' : 'local.tokens'}
  }

  root_block_device {
    encrypted   = true
    volume_size = max(20, var.disk)
    volume_type = "gp3"
  }

  tags = merge(local.tags, { Name = format("%s-%02d", "${name}", 1) })
}
`,
  ]
}

function key(name, bad) {
  return [
    `resource "aws_kms_key" "${name}" {
  description             = "Key of \${local.prefix} for ${name}"
  deletion_window_in_days = 30
  enable_key_rotation     = ${!bad}
  tags                    = local.tags
}
`,
    `resource "aws_kms_alias" "${name}" {
  name          = "alias/\${local.prefix}-${name}"
  target_key_id = aws_kms_key.${name}.key_id
}
`,
  ]
}

function role(name) {
  return [
    `resource "aws_iam_role" "${name}" {
  name               = "\${local.prefix}-${name}"
  assume_role_policy = data.aws_iam_policy_document.assume.json
  tags               = local.tags
}
`,
    `resource "aws_iam_role_policy" "${name}" {
  name   = "${name}"
  role   = aws_iam_role.${name}.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Read"
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:GetObjectVersion", "s3:ListBucket"]
        Resource = "arn:aws:s3:::\${local.prefix}-${name}/*"
      },
      {
        Sid      = "Describe"
        Effect   = "Allow"
        Action   = local.actions
        Resource = "*"
        Condition = {
          StringEquals = { "aws:RequestedRegion" = var.region }
        }
      },
    ]
  })
}
`,
  ]
}

function database(name, bad) {
  return [
    `resource "aws_db_instance" "${name}" {
  identifier              = lower("\${local.prefix}-${name}")
  engine                  = "postgres"
  instance_class          = local.sizes[var.environment]
  allocated_storage       = var.disk * 5
  storage_encrypted       = true
  publicly_accessible     = ${bad}
  backup_retention_period = var.environment == "production" ? 30 : 14
  deletion_protection     = local.strict
  multi_az                = local.strict
  username                = "app"
  password                = var.password
  tags                    = merge(local.tags, { Tier = "data" })
}
`,
  ]
}

function volumes(name, bad) {
  return [
    `resource "aws_ebs_volume" "${name}" {
  for_each          = { a = 10, b = 20, c = var.disk }
  availability_zone = "\${var.region}\${each.key}"
  size              = each.value
  encrypted         = ${!bad}
  tags              = merge(local.tags, { Name = "${name}-\${each.key}" })
}
`,
  ]
}

function logGroups(name) {
  return [
    `resource "aws_cloudwatch_log_group" "${name}" {
  for_each          = toset(var.services)
  name              = "/\${local.prefix}/${name}/\${each.value}"
  retention_in_days = local.retention[var.environment]
  tags              = local.tags
}
`,
  ]
}

function lambda(name) {
  return [
    `resource "aws_lambda_function" "${name}" {
  function_name = "\${local.prefix}-${name}"
  role          = "arn:aws:iam::123456789012:role/\${local.prefix}"
  handler       = "index.handler"
  runtime       = "nodejs20.x"
  filename      = "\${path.module}/${name}.zip"
  memory_size   = 256
  timeout       = try(var.timeouts["${name}"], 30)

  environment {
    variables = {
      for key, value in local.tags : upper(key) => value
    }
  }

  tracing_config {
    mode = "Active"
  }
}
`,
  ]
}

function repository(name, bad) {
  return [
    `resource "aws_ecr_repository" "${name}" {
  name                 = "\${local.prefix}/${name}"
  image_tag_mutability = "IMMUTABLE"

  image_scanning_configuration {
    scan_on_push = ${!bad}
  }
}
`,
  ]
}

function queue(name) {
  return [
    `resource "aws_sqs_queue" "${name}" {
  name                      = "\${local.prefix}-${name}"
  message_retention_seconds = 86400
  policy                    = <<POLICY
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Service": "sns.amazonaws.com" },
      "Action": "sqs:SendMessage",
      "Resource": "arn:aws:sqs:\${var.region}:123456789012:\${local.prefix}-${name}"
    }
  ]
}
POLICY
}
`,
    `resource "aws_sns_topic" "${name}" {
  name              = "\${local.prefix}-${name}"
  kms_master_key_id = "alias/aws/sns"
  tags              = local.tags
}
`,
  ]
}

function subnets(name) {
  return [
    `resource "aws_subnet" "${name}" {
  count             = 2
  vpc_id            = var.vpc_id
  cidr_block        = cidrsubnet(var.network, 8, count.index)
  availability_zone = "\${var.region}\${["a", "b"][count.index]}"
  tags              = merge(local.tags, { Name = "${name}-\${count.index}" })
}
`,
  ]
}
