/** A name to save under, for old clients and new (RFC 6266, 5987). What a file system takes for something else is replaced. */
export function attachment(title: string, ending: string): string {
  const safe = title.replaceAll(/[\p{Cc}\p{Cf}/\\:*?"<>|]/gu, '_');
  const name = safe.toLowerCase().endsWith(`.${ending}`) ? safe : `${safe}.${ending}`;
  const encoded = encodeURIComponent(name).replaceAll(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${name.replaceAll(/[^\x20-\x7e]|%/g, '_')}"; filename*=UTF-8''${encoded}`;
}
