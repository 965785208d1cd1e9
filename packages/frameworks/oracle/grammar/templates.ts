// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates are Terraform's here
import type { Rule } from '../generate.ts'

/** What stands inside quotes and heredocs. */
export const templates: Readonly<Record<string, Rule>> = {
  word: {
    leaf: [
      'a',
      'b',
      'web',
      'prod',
      'logs',
      'x-y',
      'Hello',
      'ÄÖ',
      'été',
      '日本',
      '👍',
      'ﬁ',
      'ß',
      'e\u0301',
      'a_b',
      '1',
    ],
  },
  key: { leaf: ['a', 'b', 'id', 'name', 'Name', 'n', 'k1', 'c-d'] },
  plain: {
    leaf: [
      '$word',
      '$word $word',
      ' $word',
      '$word ',
      'a,b,c',
      '10.0.0.0/8',
      'arn:aws:s3:::b/*',
      '$$',
      '%',
      '$ {',
      '# no',
      '{}',
    ],
  },
  escape: { leaf: ['\\n', '\\t', '\\"', '\\\\', '\\u00e9', '\\U0001F44D', '$${', '%%{', '\\r', '\\u0041'] },
  chunk: { leaf: ['6*$plain', '2*$plain$escape', '$escape$plain', '$escape'] },
  any_part: {
    leaf: ['${$s}', '${$n}', '2*${s_word}', '${$b}'],
    node: ['4*${$s}', '2*${$n}', '${$b}', '${~ $s ~}', '${$s ~}', '${~ $n}', '${$any}', '${ $s_odd }'],
  },
  if_part: {
    leaf: [
      '%{ if $b }$chunk%{ endif }',
      '%{ if $b ~}\n  $chunk\n%{ else ~}\n$chunk %{~ endif }',
      '%{if $b}${$s}%{else}$chunk%{endif}',
      '%{ if $b ~} $plain %{~ endif ~} ',
    ],
  },
  for_part: {
    leaf: [
      '%{ for @s in $ls }§${$s},%{ endfor }',
      '%{ for @i, @s in $ls ~}§ ${$i}=${$s} %{~ endfor }',
      '%{ for @s, @s in $ms }§${$s}%{ if $b };%{ endif }%{ endfor ~}',
      '%{ for @n in $ln ~}\n§  ${$n}\n%{ endfor ~}\n',
      '%{ for @s in $any }§$chunk%{ endfor }',
    ],
  },
  // A quoted text holds no line breaks: they stand in heredocs only.
  line_part: {
    leaf: ['$chunk', '$any_part'],
    node: [
      '3*$chunk',
      '4*$any_part',
      '%{ if $b }$chunk%{ endif }',
      '%{if $b ~} ${$s} %{~ else ~} $plain %{endif}',
      '%{ for @s in $ls }§${$s},%{ endfor }',
      '%{ for @i, @s in $ls ~}§ ${$i}=${$s} %{~ endfor }',
      '%{ for @s, @s in $ms }§${$s}%{ endfor ~} ',
    ],
  },
  template: {
    leaf: ['"$chunk"', '"$chunk${$s}"', '"${$n}$chunk"'],
    node: [
      '"$line_part$line_part"',
      '"$line_part$line_part$line_part"',
      '"${$s}"',
      '"${$any}"',
      '"$chunk$line_part"',
    ],
  },
  heredoc: {
    leaf: ['<<EOT\n$plain\nEOT\n', '<<-EOT\n    $plain\n      $plain\n    EOT\n', '<<EOT\nEOT\n'],
    node: [
      '<<EOT\n$plain $any_part\n$if_part\nEOT\n',
      '<<-EOT\n    $plain\n      ${$s}\n    $if_part\n    EOT\n',
      '<<-EOT\n  ${$s}\n $plain\n\n   $for_part\n  EOT\n',
      '<<EOT\n%{ for @s in $ls ~}\n§  - ${$s}\n%{ endfor ~}\nEOT\n',
      '<<-EOT\n\t\t$plain\n\t\t  $escape ${~ $n ~}\n\tEOT\n',
      '<<EOT\n$for_part$any_part\nEOT\n',
    ],
  },
}
