const languages = ['terraform', 'terraform-vars', 'opentofu', 'opentofu-vars', 'yaml', 'json', 'typescript']

/** Saved or not: documents of these languages are checked. Files that are no infrastructure code have no findings. */
export const documentSelector: readonly { readonly scheme: string; readonly language: string }[] =
  languages.flatMap((language) => [
    { scheme: 'file', language },
    { scheme: 'untitled', language },
  ])
