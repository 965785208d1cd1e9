/** SHA-256 of the style and of the script, which a test compares with them. */
const styleHash = 'sha256-kvKphF0OGp8YksoKDCEQQOIjhtsotlh20Uq4mKqrbDk='
const scriptHash = 'sha256-oOIhhnIGmc2CxYOUe2AIdmjlmsfXjUcc1JLAvyjqOwU='

/** Nothing is loaded, sent or framed, and of what stands in the page only our style applies and only our script runs. */
export const policy: string = [
  `default-src 'none'`,
  `style-src '${styleHash}'`,
  `script-src '${scriptHash}'`,
  `base-uri 'none'`,
  `form-action 'none'`,
].join('; ')
